// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "broker/analysis/snapshots.h"
#include "broker/event/event_batch.h"

namespace eventscope::analysis {

/// Counts events and their rate for each channel of each connection.
///
/// The rate is an exponential average over about two seconds, brought up to date by settle(). No clock of its own.
/// Thread: one. Memory: at most MaxChannels channels; events beyond are counted together.
class RateMeter {
public:
    static constexpr std::size_t MaxChannels = 100'000;

    void add(const EventBatch& batch);
    /// Counts events that a former session stored: they belong to the totals, not to the rates of now.
    void addPast(const EventBatch& batch);
    /// Brings the rates to `now`. Call it several times a second.
    void settle(SteadyTime now);
    [[nodiscard]] const RateSnapshot& snapshot() const { return m_snapshot; }

private:
    enum class Age { Now, Past };
    void count(const Event& event, Age age);
    [[nodiscard]] ChannelRate* find(ConnectionId connection, ChannelId channel);

    RateSnapshot m_snapshot;
    std::vector<std::uint64_t> m_settled; // events of each channel at the last settle
    std::uint64_t m_settledEvents = 0;
    std::unordered_map<std::uint64_t, std::size_t> m_index; // connection and channel -> place in the snapshot
    std::unordered_map<std::uint64_t, bool> m_dropped; // channels beyond the bound; itself bounded by it
    std::uint64_t m_lastKey = ~std::uint64_t{0};
    std::size_t m_lastPlace = 0;
    SteadyTime m_settledAt{};
};

} // namespace eventscope::analysis
