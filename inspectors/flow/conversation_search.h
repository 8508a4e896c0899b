// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

#include "inspectors/inspector/event_scan.h"
#include "inspectors/inspector/selection.h"

namespace eventscope::inspect::flow {

/// Finds the next or previous event that belongs to the same activity: the same correlation, or the same key.
/// Thread: the GUI thread; the search itself runs on the workers of the window.
class ConversationSearch final : public QObject {
    Q_OBJECT

public:
    enum class Towards { Newer, Older };

    /// The window outlives the search.
    explicit ConversationSearch(EventWindow& window, QObject* parent = nullptr);
    ~ConversationSearch() override;

    /// False where the event has neither key nor correlation. A search that is under way is given up.
    bool start(const SelectedEvent& event, Towards towards);

signals:
    void found(eventscope::Position position);
    void notFound();

private:
    EventWindow& m_window;
    std::unique_ptr<EventScan> m_scan;
};

} // namespace eventscope::inspect::flow
