// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace eventscope::stream {

/// Lets one thread sleep until another has something for it. Waking a thread that is awake costs one atomic read.
class WakeUp {
public:
    /// Thread: any.
    void notify()
    {
        m_isNotified.store(true);
        if (!m_isAsleep.load())
            return;
        {
            const std::scoped_lock lock(m_mutex);
        } // the sleeper is now either before its check or in its wait
        m_condition.notify_one();
    }

    /// Sleeps until notified, at most `longest`. True if notified since the last call. Thread: the one that owns it.
    bool waitFor(std::chrono::nanoseconds longest)
    {
        if (m_isNotified.exchange(false))
            return true;
        std::unique_lock lock(m_mutex);
        m_isAsleep.store(true);
        m_condition.wait_for(lock, longest, [this] { return m_isNotified.load(); });
        m_isAsleep.store(false);
        return m_isNotified.exchange(false);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_condition;
    std::atomic<bool> m_isNotified{false};
    std::atomic<bool> m_isAsleep{false};
};

} // namespace eventscope::stream
