// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

namespace eventscope::stream {

/// Every way in which Eventscope itself can lose sight of an event.
enum class Loss : std::uint8_t {
    IntakeFull, ///< the session did not take events from a source as fast as they came
    FlowLane, ///< the window fell behind
    LogLane, ///< the log fell behind
    AnalysisLane, ///< rates and volume fell behind
    ConsumerLane, ///< standard output or another consumer fell behind
    LogRefused, ///< the log could not store it: disk full or an error of the disk
    ClientDrop, ///< the client library of a connection dropped it: slow consumer, high-water mark
    Unreadable, ///< bytes that do not follow the protocol of their connection
    TooLarge, ///< larger than the limit for one event
};
constexpr std::size_t LossKinds = 9;

/// What a loss is called, what it means, and what a user can change.
struct LossDescription {
    std::string_view name; ///< stable, for summaries and scripts
    std::string_view what; ///< one sentence
    std::string_view advice; ///< one sentence
};

[[nodiscard]] const LossDescription& describe(Loss loss);

/// Counts every event that was not kept, by name. Thread: any.
class LossLedger {
public:
    using Counts = std::array<std::uint64_t, LossKinds>;

    void add(Loss loss, std::uint64_t events)
    {
        m_counts[static_cast<std::size_t>(loss)].fetch_add(events, std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t count(Loss loss) const
    {
        return m_counts[static_cast<std::size_t>(loss)].load(std::memory_order_relaxed);
    }
    [[nodiscard]] Counts counts() const;

private:
    std::array<std::atomic<std::uint64_t>, LossKinds> m_counts{};
};

} // namespace eventscope::stream
