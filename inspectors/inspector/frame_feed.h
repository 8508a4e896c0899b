// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

#include "broker/stream/lane.h"

namespace eventscope::inspect {

class EventWindow;

/// The beat of the window: pulls from the lane on a tick and then lets the inspectors look.
///
/// A tick takes at most MaxWork out of the lane's queue. The time between ticks grows with the work of a frame,
/// painting included, so that the window uses at most about a third of one core and answers the user at any rate.
/// Thread: the GUI thread.
class FrameFeed final : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds MaxWork{8};
    static constexpr std::chrono::milliseconds ShortestFrame{16};
    static constexpr std::chrono::milliseconds LongestFrame{120};

    /// The window outlives the feed.
    explicit FrameFeed(EventWindow& window, QObject* parent = nullptr);

    /// Null: nothing to pull, the beat goes on.
    void setLane(std::shared_ptr<stream::Lane> lane);
    void start();
    void stop();

    /// One beat, as the timer does it.
    void tick();
    /// Tells of work that belongs to the frame and was done elsewhere: painting.
    void addWork(std::chrono::nanoseconds work) { m_work += work; }
    /// What the last whole frame cost.
    [[nodiscard]] std::chrono::nanoseconds lastWork() const { return m_lastWork; }
    [[nodiscard]] std::chrono::milliseconds interval() const { return m_interval; }

signals:
    /// The window has what this frame brings. Inspectors that are visible look now.
    void ticked();

private:
    std::shared_ptr<stream::Lane> m_lane;
    EventWindow& m_window; // outlives: the main window owns both
    QTimer m_timer;
    std::chrono::nanoseconds m_work{0};
    std::chrono::nanoseconds m_lastWork{0};
    std::chrono::milliseconds m_interval = ShortestFrame;
};

} // namespace eventscope::inspect
