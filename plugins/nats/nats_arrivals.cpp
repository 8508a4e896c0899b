// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_arrivals.h"

#include <algorithm>
#include <utility>

namespace eventscope::nats {
namespace {

using std::chrono::steady_clock;

// What one batch of the session may wait for more, too.
constexpr std::chrono::milliseconds Pause{1};

} // namespace

void Arrivals::push(MessageHandle message, std::uint32_t subscription)
{
    const auto bytes = static_cast<std::size_t>(natsMsg_GetDataLength(message.get()));
    bool wakes = false;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_held.messages >= m_limits.messages || m_held.bytes + bytes > m_limits.bytes) {
            if (m_dropped.size() <= subscription)
                m_dropped.resize(subscription + 1);
            ++m_dropped[subscription];
            m_hasDropped = true;
            return;
        }
        ++m_held.messages;
        m_held.bytes += bytes;
        m_waiting.push_back({std::move(message), subscription});
        wakes = std::exchange(m_isAsleep, false);
    }
    if (wakes)
        m_changed.notify_one();
}

void Arrivals::wake()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isWoken = true;
    }
    m_changed.notify_one();
}

void Arrivals::take(std::vector<Arrival>& taken, std::chrono::milliseconds longest)
{
    taken.clear(); // outside the lock: gives the memory of the messages back
    std::unique_lock lock(m_mutex);
    m_held.messages -= m_taken.messages;
    m_held.bytes -= m_taken.bytes;
    if (steady_clock::now() - m_lastTaken < 2 * Pause) // nobody is woken by a message meanwhile
        m_changed.wait_for(lock, std::min(longest, Pause), [this] { return m_isWoken; });
    m_isAsleep = true;
    m_changed.wait_for(lock, longest, [this] { return !m_waiting.empty() || m_isWoken; });
    m_isAsleep = false;
    m_isWoken = false;
    taken.swap(m_waiting);
    m_taken = m_held;
    if (!taken.empty())
        m_lastTaken = steady_clock::now();
}

std::uint64_t Arrivals::takeDropped(std::uint32_t subscription)
{
    const std::scoped_lock lock(m_mutex);
    m_hasDropped = false;
    return subscription < m_dropped.size() ? std::exchange(m_dropped[subscription], 0) : 0;
}

bool Arrivals::hasDropped()
{
    const std::scoped_lock lock(m_mutex);
    return m_hasDropped;
}

} // namespace eventscope::nats
