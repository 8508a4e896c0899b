// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "broker/event/ids.h"
#include "broker/stream/fan_out.h"
#include "broker/stream/intake.h"
#include "broker/stream/wake_up.h"

namespace eventscope::stream {

/// The one thread that takes batches from the intakes, numbers their events densely, and hands them to the lanes.
///
/// Life: made, intakes and lanes added, started, stopped. Thread: every function from any thread.
class PumpLoop {
public:
    /// Numbers events from `first`.
    PumpLoop(FanOut& fanOut, Position first);
    ~PumpLoop();
    PumpLoop(const PumpLoop&) = delete;
    PumpLoop& operator=(const PumpLoop&) = delete;

    void start();
    /// Takes what the intakes still hold, then ends the thread. Where a lane holds sources back, waits for it at most
    /// 2 s; what it has no room for then is counted as lost.
    void stop() noexcept;

    void add(std::shared_ptr<Intake> intake);
    /// Takes what the intake still holds, waiting as stop does; afterwards it is not touched again.
    void remove(const std::shared_ptr<Intake>& intake);

    /// What an intake notifies.
    [[nodiscard]] WakeUp& wakeUp() { return m_wakeUp; }
    /// The number that the next event will get.
    [[nodiscard]] Position next() const { return Position(m_next.load(std::memory_order_acquire)); }

private:
    void run(const std::stop_token& stop);
    void drain();
    bool takeAll(); ///< false where something may be left
    bool takeSome(Intake& intake);
    void takeWhole(Intake& intake);
    void handOut(std::unique_ptr<EventBatch> batch);

    FanOut& m_fanOut; // outlives the pump: the session owns both
    WakeUp m_wakeUp;
    std::atomic<std::uint64_t> m_next;
    std::mutex m_mutex; // guards m_intakes and makes removal wait for the round under way
    std::vector<std::shared_ptr<Intake>> m_intakes;
    std::jthread m_thread;
};

} // namespace eventscope::stream
