// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "broker/analysis/snapshots.h"
#include "inspectors/inspector/selection.h"

namespace eventscope::inspect::volume {

/// A volume snapshot reduced to what fits on the screen. A value.
struct VolumeBars {
    struct Bar {
        WallTime start = NoTime;
        std::uint64_t events = 0;
        std::vector<std::uint64_t> byChannel; ///< as `channels`, then one more for all others
        Position first;
        Position last;
    };

    std::vector<ChannelId> channels; ///< the busiest in the range, at most MaxChannels, busiest first
    std::vector<Bar> bars; ///< ascending, without empty ones
    std::chrono::nanoseconds width{};

    /// The bar at that time, or the next one after it; null where there is none.
    [[nodiscard]] const Bar* atOrAfter(WallTime time) const;
};

constexpr std::size_t MaxChannels = 8; ///< more colours nobody tells apart

/// At most `maxBars` bars of the bins that touch the range. Their width is a power of two times that of a bin and their
/// borders are fixed on the time axis, so that bars do not flicker while time goes on.
[[nodiscard]] VolumeBars reduceVolume(
    const analysis::VolumeSnapshot& volume, const TimeSpan& range, std::size_t maxBars);

/// From the first to the end of the last bin; both NoTime where there is none.
[[nodiscard]] TimeSpan wholeRange(const analysis::VolumeSnapshot& volume);

} // namespace eventscope::inspect::volume
