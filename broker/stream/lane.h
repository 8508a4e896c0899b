// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "broker/event/event_batch.h"
#include "broker/stream/loss_ledger.h"
#include "broker/stream/spsc_ring.h"
#include "broker/stream/wake_up.h"

namespace eventscope::stream {

/// The way of batches to one reader (window, log, analysis, output): bounded in batches and bytes.
///
/// Thread: one pushes (the pump), one pops (the reader); the figures may be read by any.
class Lane {
public:
    /// What happens to sources while the lane is full.
    enum class WhenFull {
        Lose, ///< the reader misses events and can tell which: positions are dense
        HoldSource, ///< sources that can wait are paused; the others lose
    };
    struct Options {
        std::string name;
        Loss loss = Loss::ConsumerLane;
        WhenFull whenFull = WhenFull::Lose;
        std::size_t maxBatches = 4096;
        std::size_t maxBytes = std::size_t{64} << 20;
    };

    explicit Lane(Options options)
        : m_options(std::move(options))
        , m_ring(m_options.maxBatches)
    {
    }

    /// False when full.
    [[nodiscard]] bool tryPush(const SharedBatch& batch);
    /// Null when empty.
    [[nodiscard]] SharedBatch tryPop();
    /// As tryPop, but sleeps until a batch comes, at most `longest`, or until wake().
    [[nodiscard]] SharedBatch pop(std::chrono::nanoseconds longest);
    /// Wakes a reader that sleeps in pop.
    void wake() { m_wakeUp.notify(); }

    [[nodiscard]] bool hasRoom() const
    {
        return m_ring.size() < m_options.maxBatches && m_bytes.load(std::memory_order_relaxed) < m_options.maxBytes;
    }
    [[nodiscard]] const Options& options() const { return m_options; }
    [[nodiscard]] std::size_t queuedBatches() const { return m_ring.size(); }
    [[nodiscard]] std::size_t queuedBytes() const { return m_bytes.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t lostEvents() const { return m_lostEvents.load(std::memory_order_relaxed); }
    void countLost(std::uint64_t events) { m_lostEvents.fetch_add(events, std::memory_order_relaxed); }

private:
    Options m_options;
    SpscRing<SharedBatch> m_ring;
    std::atomic<std::size_t> m_bytes{0};
    std::atomic<std::uint64_t> m_lostEvents{0};
    WakeUp m_wakeUp;
};

} // namespace eventscope::stream
