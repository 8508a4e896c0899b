// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolBar>

#include <vector>

#include "broker/event/names.h"
#include "broker/stream/health_snapshot.h"

class QLabel;
class QToolButton;

namespace eventscope::app {

class WindowActions;

/// The row at the top of the window: live or paused, recording, back and forward, and a chip for each connection.
class MainToolBar final : public QToolBar {
    Q_OBJECT

public:
    static constexpr std::size_t MaxChips = 4; ///< the others are counted

    /// The actions outlive the bar.
    MainToolBar(const WindowActions& actions, QWidget* parent = nullptr);

    /// Live: whether something is connected.
    enum class Flow { Idle, Live, Paused };
    void showFlow(Flow flow);
    void showConnections(const std::vector<stream::HealthSnapshot::ConnectionHealth>& connections, const Names& names);

signals:
    void connectionClicked(eventscope::ConnectionId connection);

private:
    QToolButton* addChip();

    const WindowActions& m_actions;
    QLabel* m_flow; // these are children
    QWidget* m_space;
    QLabel* m_further;
    QAction* m_furtherAction;
    std::vector<QToolButton*> m_chips;
    std::vector<QAction*> m_chipActions;
    std::vector<ConnectionId> m_shown;
};

} // namespace eventscope::app
