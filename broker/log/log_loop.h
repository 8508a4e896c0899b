// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "broker/event/result.h"
#include "broker/log/log_writer.h"
#include "broker/stream/lane.h"
#include "broker/stream/loss_ledger.h"

namespace eventscope::log {

/// The thread that takes batches off the log lane and stores them: group commit after 5 ms or 1,000 rows, later (20 ms,
/// 8,192 rows) while more is waiting, since a larger commit is what catches up.
///
/// While the disk is full it goes on taking batches, counts them as Loss::LogRefused, tells the listener, and tries
/// again every second with what it held uncommitted when the trouble began: nothing committed is lost, and what was
/// refused stands in the log as a gap. Thread: made, started and stopped by one; the figures by any.
class LogLoop {
public:
    /// Called by the log thread when storing stops (with the reason) and when it works again (nullopt).
    using TroubleListener = std::function<void(const std::optional<Error>&)>;

    LogLoop(std::unique_ptr<LogWriter> writer, std::shared_ptr<stream::Lane> lane, stream::LossLedger& losses,
        TroubleListener listener);
    ~LogLoop();
    LogLoop(const LogLoop&) = delete;
    LogLoop& operator=(const LogLoop&) = delete;

    void start();
    /// Stores what the lane still holds, closes the writer, ends the thread. The result is that of closing.
    Result<> stop();

    [[nodiscard]] std::uint64_t storedEvents() const { return m_storedEvents.load(std::memory_order_relaxed); }
    [[nodiscard]] Position lastCommitted() const { return Position(m_lastCommitted.load(std::memory_order_acquire)); }
    [[nodiscard]] std::uint64_t diskBytes() const { return m_diskBytes.load(std::memory_order_relaxed); }

private:
    using Time = std::chrono::steady_clock::time_point;
    void run(const std::stop_token& stop);
    /// Stores one batch, or counts it where that cannot be now.
    void take(SharedBatch batch);
    void commitWhenDue(bool isMoreWaiting);
    void commit();
    /// Appends again what is held and commits it; the trouble is over when that works.
    void retry();
    void refuse(const Error& error);
    void countRefused(const EventBatch& batch);
    /// Lets the log say what was refused behind its newest event, since no later event may come to show the gap.
    [[nodiscard]] Result<> recordRefused();
    [[nodiscard]] Result<> appendHeld();
    [[nodiscard]] std::chrono::nanoseconds longestSleep() const;
    void showFigures();
    void finish();

    std::unique_ptr<LogWriter> m_writer;
    std::shared_ptr<stream::Lane> m_lane;
    stream::LossLedger& m_losses; // outlives: the session owns it
    TroubleListener m_listener;
    std::atomic<std::uint64_t> m_storedEvents{0};
    std::atomic<std::uint64_t> m_lastCommitted{0};
    std::atomic<std::uint64_t> m_diskBytes{0};
    // Of the log thread alone.
    std::vector<SharedBatch> m_held; ///< appended or to be appended, not committed yet
    std::uint64_t m_heldEvents = 0;
    Time m_heldSince{};
    Time m_lastArrival{};
    Time m_retryAt{};
    bool m_hasRested = true;
    Position m_lastRefused;
    WallTime m_refusedTime = NoTime; ///< when that one was observed
    std::optional<Error> m_trouble;
    Result<> m_closed;
    std::jthread m_thread;
};

} // namespace eventscope::log
