// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "plugins/nats/nats_handles.h"

namespace eventscope::nats {

/// One message, and which of the connection's subscriptions it came by.
struct Arrival {
    MessageHandle message;
    std::uint32_t subscription = 0;
};

/// Messages between the delivery thread of nats.c and the thread of a connection, in the order of the wire over all
/// subscriptions. It also survives the end of the connection, when nats.c drops what it still holds itself.
///
/// Bounded; what does not fit is dropped and counted for its subscription.
/// Thread: push and wake by any; take and the counters by the thread of the connection.
class Arrivals {
public:
    struct Limits {
        std::size_t messages = 0;
        std::size_t bytes = 0;
    };

    explicit Arrivals(Limits limits)
        : m_limits(limits)
    {
    }

    void push(MessageHandle message, std::uint32_t subscription);
    /// Ends the wait of take().
    void wake();

    /// All that waits, swapped into `taken`, which is emptied first. Sleeps until something comes, wake(), or
    /// `longest`.
    void take(std::vector<Arrival>& taken, std::chrono::milliseconds longest);
    /// How many of a subscription's messages did not fit since the last call.
    [[nodiscard]] std::uint64_t takeDropped(std::uint32_t subscription);
    [[nodiscard]] bool hasDropped();

private:
    struct Held {
        std::size_t messages = 0;
        std::size_t bytes = 0;
    };

    const Limits m_limits;
    std::mutex m_mutex; // guards everything below; held for one push or one swap
    std::condition_variable m_changed;
    std::vector<Arrival> m_waiting;
    Held m_held; // waiting, and taken but not yet given back by the next take
    Held m_taken;
    std::vector<std::uint64_t> m_dropped; // by subscription
    std::chrono::steady_clock::time_point m_lastTaken; // when messages were taken last
    bool m_isAsleep = false;
    bool m_isWoken = false;
    bool m_hasDropped = false;
};

} // namespace eventscope::nats
