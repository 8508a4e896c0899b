// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "broker/event/batch_builder.h"
#include "broker/event/clock.h"
#include "broker/plugin/event_sink.h"
#include "broker/stream/loss_ledger.h"
#include "broker/stream/redaction.h"
#include "broker/stream/wake_up.h"

namespace eventscope::stream {

/// The way in for one connection: stamps, packs into batches, bounds, and counts what does not fit.
///
/// Thread: the sink functions by any thread of the connector; take and hasEvents by the pump.
class Intake final : public EventSink {
public:
    /// Whether the source can be paused without losing anything; from the plugin's manifest.
    enum class Source { CanWait, CannotWait };
    struct Options {
        ConnectionId connection;
        Source source = Source::CannotWait;
        std::size_t maxBytes = std::size_t{32} << 20; ///< of batches that wait for the pump
        std::size_t maxEventBytes = std::size_t{64} << 20; ///< payload of one event; a larger one is counted as lost
        std::shared_ptr<const Redactor> redactor; ///< takes out what must not be kept; null: nothing
    };
    using StateListener = std::function<void(ConnectionId, ConnectionState, const std::optional<Error>&)>;

    /// `listener` is called by the connector's threads.
    Intake(Options options, Names& names, const Clock& clock, LossLedger& losses, WakeUp& pump, StateListener listener);

    std::size_t publish(std::span<const IncomingEvent> events) override;
    void reportGap(const ObserverGap& gap) override;
    void report(ConnectionState state, const std::optional<Error>& error) override;

    /// The oldest batch that waits, a full one or what has come so far; null when nothing waits.
    [[nodiscard]] std::unique_ptr<EventBatch> take();
    [[nodiscard]] bool isFull() const { return m_waitingBytes.load(std::memory_order_relaxed) >= m_options.maxBytes; }
    [[nodiscard]] const Options& options() const { return m_options; }
    /// Events taken since the start.
    [[nodiscard]] std::uint64_t takenEvents() const { return m_takenEvents.load(std::memory_order_relaxed); }
    /// Events of sources that cannot wait which did not fit, or were too large.
    [[nodiscard]] std::uint64_t lostEvents() const { return m_lostEvents.load(std::memory_order_relaxed); }

private:
    struct Overrun {
        std::uint64_t events = 0;
        WallTime from = NoTime;
        WallTime to = NoTime;
    };

    void add(const IncomingEvent& event, WallTime now);
    void lose(Loss loss, std::uint64_t events, WallTime now);
    void recordOverrun();
    void addGap(const ObserverGap& gap, WallTime now);
    void closeBatch();

    const Options m_options;
    const Clock& m_clock; // these outlive every intake: the session owns them
    LossLedger& m_losses;
    WakeUp& m_pump;
    const StateListener m_listener;

    std::mutex m_mutex; // guards the four below; held for one publish or one take
    BatchBuilder m_builder;
    std::deque<std::unique_ptr<EventBatch>> m_full;
    Overrun m_overrun;
    Redactor::Scratch m_redaction;

    std::atomic<std::size_t> m_waitingBytes{0};
    std::atomic<std::uint64_t> m_takenEvents{0};
    std::atomic<std::uint64_t> m_lostEvents{0};
};

} // namespace eventscope::stream
