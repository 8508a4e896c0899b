// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "broker/event/ids.h"
#include "broker/event/wall_time.h"

namespace eventscope::analysis {

/// What is known of one channel of one connection.
struct ChannelRate {
    ConnectionId connection;
    ChannelId channel;
    std::uint64_t events = 0;
    std::uint64_t payloadBytes = 0;
    double eventsPerSecond = 0; ///< smoothed over about two seconds
    WallTime lastSeen = NoTime;

    friend bool operator==(const ChannelRate&, const ChannelRate&) = default;
};

/// All channels, in the order in which they were first seen.
struct RateSnapshot {
    std::vector<ChannelRate> channels;
    std::uint64_t events = 0;
    double eventsPerSecond = 0;
    std::uint64_t droppedChannels = 0; ///< channels beyond the bound of 100,000, counted together
};

/// Events over the time axis, newest bins last.
struct VolumeSnapshot {
    struct Part {
        ChannelId channel; ///< none = every other channel
        std::uint32_t events = 0;

        friend bool operator==(const Part&, const Part&) = default;
    };
    struct Bin {
        WallTime start = NoTime;
        std::uint32_t events = 0;
        std::vector<Part> parts; ///< at most 8, the busiest
        Position first; ///< positions of the first and last event that were counted here
        Position last;
    };

    std::vector<Bin> bins; ///< ascending, without empty bins
    std::chrono::nanoseconds binWidth{}; ///< grows so that at most 2,000 bins cover the whole session
};

/// What the analysis thread hands over, together, ten times a second.
struct Snapshots {
    RateSnapshot rates;
    VolumeSnapshot volume;
};

} // namespace eventscope::analysis
