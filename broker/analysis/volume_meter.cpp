// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/analysis/volume_meter.h"

#include <algorithm>
#include <utility>

namespace eventscope::analysis {
namespace {

void addPart(VolumeSnapshot::Bin& bin, ChannelId channel, std::uint32_t events)
{
    auto part =
        std::find_if(bin.parts.begin(), bin.parts.end(), [&](const auto& known) { return known.channel == channel; });
    if (part == bin.parts.end() && bin.parts.size() < VolumeMeter::MaxParts) {
        bin.parts.push_back({channel, events});
        return;
    }
    if (part != bin.parts.end()) {
        part->events += events;
        return;
    }
    // The last place stands for every other channel once there are more than the bin tells apart.
    bin.parts.back().channel = ChannelId();
    bin.parts.back().events += events;
}

} // namespace

std::int64_t VolumeMeter::slotOf(WallTime time) const
{
    const auto since = time.time_since_epoch().count();
    const auto width = m_width.count();
    return since >= 0 ? since / width : -((-since + width - 1) / width);
}

void VolumeMeter::count(Bin& bin, const Event& event, Position position)
{
    if (bin.events == 0)
        bin.first = position;
    bin.first = std::min(bin.first, position);
    bin.last = std::max(bin.last, position);
    ++bin.events;
    addPart(bin, event.channel, 1);
}

void VolumeMeter::add(const EventBatch& batch)
{
    Bin* bin = nullptr;
    std::int64_t slotOfBin = 0;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto& event = batch.event(i);
        if (event.axisTime() == NoTime)
            continue;
        const auto slot = slotOf(event.axisTime());
        if (bin == nullptr || slot != slotOfBin) {
            bin = &m_bins[slot];
            slotOfBin = slot;
        }
        count(*bin, event, batch.position(i));
        if (m_bins.size() > MaxBins) {
            widen();
            bin = nullptr;
        }
    }
    m_hasChanged = m_hasChanged || batch.size() > 0;
}

void VolumeMeter::widen()
{
    // Sparse times (events years apart) may need more than one doubling before two bins meet.
    while (m_bins.size() > MaxBins) {
        m_width *= 2;
        std::map<std::int64_t, Bin> wider;
        for (auto& [slot, bin] : m_bins) {
            auto& to = wider[slot >= 0 ? slot / 2 : (slot - 1) / 2];
            if (to.events == 0) {
                to = std::move(bin);
                continue;
            }
            to.first = std::min(to.first, bin.first);
            to.last = std::max(to.last, bin.last);
            to.events += bin.events;
            for (const auto& part : bin.parts)
                addPart(to, part.channel, part.events);
        }
        m_bins = std::move(wider);
    }
}

const VolumeSnapshot& VolumeMeter::snapshot()
{
    if (!std::exchange(m_hasChanged, false))
        return m_snapshot;
    m_snapshot.binWidth = m_width;
    m_snapshot.bins.clear();
    m_snapshot.bins.reserve(m_bins.size());
    for (const auto& [slot, bin] : m_bins) {
        auto& copy = m_snapshot.bins.emplace_back(bin);
        copy.start = WallTime(m_width * slot);
    }
    return m_snapshot;
}

} // namespace eventscope::analysis
