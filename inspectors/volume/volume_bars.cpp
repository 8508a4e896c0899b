// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/volume/volume_bars.h"

#include <algorithm>
#include <unordered_map>

namespace eventscope::inspect::volume {
namespace {

using Bin = analysis::VolumeSnapshot::Bin;

bool touches(const Bin& bin, std::chrono::nanoseconds width, const TimeSpan& range)
{
    return bin.start + width > range.from && bin.start <= range.to;
}

std::vector<ChannelId> busiest(const analysis::VolumeSnapshot& volume, const TimeSpan& range)
{
    std::unordered_map<ChannelId, std::uint64_t> sums;
    for (const auto& bin : volume.bins) {
        if (!touches(bin, volume.binWidth, range))
            continue;
        for (const auto& part : bin.parts) {
            if (part.channel)
                sums[part.channel] += part.events;
        }
    }
    std::vector<std::pair<ChannelId, std::uint64_t>> sorted(sums.begin(), sums.end());
    std::sort(sorted.begin(), sorted.end(),
        [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
    std::vector<ChannelId> channels;
    for (const auto& [channel, events] : sorted) {
        if (channels.size() < MaxChannels)
            channels.push_back(channel);
    }
    // The order of ids, not of rates: colours keep their place in the stack while rates change.
    std::sort(channels.begin(), channels.end());
    return channels;
}

void add(VolumeBars::Bar& bar, const Bin& bin, const std::vector<ChannelId>& channels)
{
    bar.byChannel.resize(channels.size() + 1);
    bar.events += bin.events;
    std::uint64_t named = 0;
    for (const auto& part : bin.parts) {
        const auto found = std::lower_bound(channels.begin(), channels.end(), part.channel);
        if (found == channels.end() || *found != part.channel)
            continue;
        bar.byChannel[static_cast<std::size_t>(found - channels.begin())] += part.events;
        named += part.events;
    }
    bar.byChannel.back() += bin.events > named ? bin.events - named : 0;
    if (!bar.first || (bin.first && bin.first < bar.first))
        bar.first = bin.first;
    bar.last = std::max(bar.last, bin.last);
}

} // namespace

const VolumeBars::Bar* VolumeBars::atOrAfter(WallTime time) const
{
    const auto found = std::find_if(bars.begin(), bars.end(), [&](const Bar& bar) { return bar.start + width > time; });
    return found == bars.end() ? nullptr : &*found;
}

VolumeBars reduceVolume(const analysis::VolumeSnapshot& volume, const TimeSpan& range, std::size_t maxBars)
{
    VolumeBars result;
    if (volume.bins.empty() || volume.binWidth.count() <= 0 || range.to <= range.from)
        return result;
    result.channels = busiest(volume, range);
    result.width = volume.binWidth;
    const auto most = static_cast<std::int64_t>(std::max<std::size_t>(1, maxBars));
    while ((range.to - range.from) / result.width >= most)
        result.width *= 2;
    for (const auto& bin : volume.bins) {
        if (!touches(bin, volume.binWidth, range))
            continue;
        const auto since1970 = bin.start.time_since_epoch();
        auto number = since1970 / result.width;
        if (since1970.count() < 0 && since1970 % result.width != std::chrono::nanoseconds(0))
            --number;
        const WallTime start(result.width * number);
        if (result.bars.empty() || result.bars.back().start != start)
            result.bars.push_back({.start = start, .events = 0, .byChannel = {}, .first = {}, .last = {}});
        add(result.bars.back(), bin, result.channels);
    }
    return result;
}

TimeSpan wholeRange(const analysis::VolumeSnapshot& volume)
{
    if (volume.bins.empty())
        return {};
    return {volume.bins.front().start, volume.bins.back().start + volume.binWidth};
}

} // namespace eventscope::inspect::volume
