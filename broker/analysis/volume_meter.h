// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>

#include "broker/analysis/snapshots.h"
#include "broker/event/event_batch.h"

namespace eventscope::analysis {

/// Counts events over the time axis in bins of equal width. The width doubles whenever the bins would become more than
/// MaxBins, so that the whole session always fits. Thread: one. Memory: bounded by MaxBins.
class VolumeMeter {
public:
    static constexpr std::size_t MaxBins = 2'000;
    static constexpr std::size_t MaxParts = 8; ///< channels that a bin tells apart

    void add(const EventBatch& batch);
    /// The bins as of now; those that did not change since the last call are not built again.
    [[nodiscard]] const VolumeSnapshot& snapshot();

private:
    using Bin = VolumeSnapshot::Bin;

    void count(Bin& bin, const Event& event, Position position);
    void widen();
    [[nodiscard]] std::int64_t slotOf(WallTime time) const;

    std::chrono::nanoseconds m_width = std::chrono::milliseconds(250);
    std::map<std::int64_t, Bin> m_bins; // by number of the slot since 1970
    VolumeSnapshot m_snapshot;
    bool m_hasChanged = true;
};

} // namespace eventscope::analysis
