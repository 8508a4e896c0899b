// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStatusBar>

#include <cstdint>

#include "broker/stream/health_snapshot.h"

class QLabel;
class QToolButton;

namespace eventscope::app {

/// The figures at the bottom of the window: what was captured, shown and lost, how fast, and the budgets in use.
class StatusLine final : public QStatusBar {
    Q_OBJECT

public:
    struct Figures {
        std::uint64_t shownEvents = 0;
        double eventsPerSecond = 0;
        std::uint64_t memoryBytes = 0;
        std::uint64_t memoryBudgetBytes = 0;
    };

    explicit StatusLine(QWidget* parent = nullptr);

    void showFigures(const stream::HealthSnapshot& health, const Figures& figures);
    /// What the figures say, for tests and for people who cannot see them.
    [[nodiscard]] QString text() const;

signals:
    /// The lost events were clicked.
    void lossesWanted();

private:
    QLabel* addLabel(const QString& toolTip);

    QLabel* m_events; // these are children
    QToolButton* m_lost;
    QLabel* m_rate;
    QLabel* m_log;
    QLabel* m_memory;
};

} // namespace eventscope::app
