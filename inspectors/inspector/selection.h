// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

#include "broker/event/event_batch.h"

namespace eventscope::inspect {

/// One event that is selected; keeps its batch alive.
struct SelectedEvent {
    SharedBatch batch;
    std::size_t index = 0;

    [[nodiscard]] EventView view() const { return {*batch, index}; }
    [[nodiscard]] Position position() const { return batch->position(index); }
};

/// A channel of a connection, or a whole branch of the channel tree.
struct SelectedChannel {
    ConnectionId connection; ///< none: every connection
    QString prefix; ///< the channel's name, or the common beginning of a branch
    bool isBranch = false; ///< `prefix` stands for every channel that begins with it

    friend bool operator==(const SelectedChannel&, const SelectedChannel&) = default;
};

/// A part of the time axis.
struct TimeSpan {
    WallTime from = NoTime;
    WallTime to = NoTime;

    friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

/// What the user looks at, shared by every inspector, with back and forward (at most 100 steps).
/// Thread: the GUI thread.
class Selection final : public QObject {
    Q_OBJECT

public:
    struct State {
        std::optional<SelectedEvent> event;
        std::optional<SelectedChannel> channel;
        std::optional<TimeSpan> span;
        QString key; ///< empty: none
    };

    using QObject::QObject;

    [[nodiscard]] const State& state() const { return m_state; }
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_history.size(); }

public slots:
    void selectEvent(const eventscope::inspect::SelectedEvent& event);
    void selectChannel(const std::optional<eventscope::inspect::SelectedChannel>& channel);
    void selectSpan(const std::optional<eventscope::inspect::TimeSpan>& span);
    void selectKey(const QString& key);
    void goBack();
    void goForward();

signals:
    /// Some part of the state changed; sent once for each change.
    void changed();

private:
    void remember();

    State m_state;
    std::vector<State> m_history;
    std::size_t m_at = 0;
};

} // namespace eventscope::inspect
