// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "broker/log/segment.h"

namespace eventscope::log {

/// The thread that ends segments: it gets the only connection of each, so that the writer goes on with the next one.
/// A segment that cannot be sealed now (a reader stays in it) is left whole and unsealed; the next opening sees to it.
/// Thread: every function from any thread.
class SealingLoop {
public:
    SealingLoop();
    /// Seals what is queued, then ends.
    ~SealingLoop();
    SealingLoop(const SealingLoop&) = delete;
    SealingLoop& operator=(const SealingLoop&) = delete;

    void add(std::unique_ptr<Segment> segment);
    /// Segments that wait or are being sealed.
    [[nodiscard]] std::size_t pending() const;
    /// The lowest number among them: that segment and later ones must not be removed.
    [[nodiscard]] std::optional<std::uint64_t> oldestPending() const;

private:
    void run(const std::stop_token& stop);
    [[nodiscard]] std::unique_ptr<Segment> next(const std::stop_token& stop);

    mutable std::mutex m_mutex; // guards the queue and m_current
    std::condition_variable_any m_changed;
    std::deque<std::unique_ptr<Segment>> m_queue;
    std::optional<std::uint64_t> m_current;
    std::jthread m_thread; // last: it ends before the rest goes
};

} // namespace eventscope::log
