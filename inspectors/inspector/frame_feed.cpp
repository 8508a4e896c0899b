// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/frame_feed.h"

#include <algorithm>
#include <utility>

#include "inspectors/inspector/event_window.h"

namespace eventscope::inspect {

FrameFeed::FrameFeed(EventWindow& window, QObject* parent)
    : QObject(parent)
    , m_window(window)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        tick();
        m_timer.start(m_interval);
    });
}

void FrameFeed::setLane(std::shared_ptr<stream::Lane> lane) { m_lane = std::move(lane); }

void FrameFeed::start() { m_timer.start(m_interval); }

void FrameFeed::stop() { m_timer.stop(); }

void FrameFeed::tick()
{
    const auto begin = std::chrono::steady_clock::now();
    m_lastWork = std::exchange(m_work, std::chrono::nanoseconds(0));
    const auto wanted = std::chrono::duration_cast<std::chrono::milliseconds>(m_lastWork * 3);
    // Shrinks slowly: one cheap frame among dear ones does not speed the beat up.
    m_interval = std::clamp(std::max(wanted, m_interval - std::chrono::milliseconds(2)), ShortestFrame, LongestFrame);

    bool isCaughtUp = true;
    if (m_lane) {
        auto batch = m_lane->tryPop();
        while (batch) {
            m_window.append(batch);
            if (std::chrono::steady_clock::now() - begin > MaxWork) {
                isCaughtUp = false;
                break;
            }
            batch = m_lane->tryPop();
        }
    }
    m_window.finishFrame(isCaughtUp);
    emit ticked();
    m_work += std::chrono::steady_clock::now() - begin;
}

} // namespace eventscope::inspect
