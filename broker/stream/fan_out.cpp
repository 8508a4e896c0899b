// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/stream/fan_out.h"

#include <algorithm>
#include <utility>

namespace eventscope::stream {

void FanOut::add(std::shared_ptr<Lane> lane)
{
    const std::scoped_lock lock(m_mutex);
    m_lanes.push_back(std::move(lane));
}

void FanOut::remove(const std::shared_ptr<Lane>& lane)
{
    const std::scoped_lock lock(m_mutex);
    std::erase(m_lanes, lane);
}

void FanOut::offer(const SharedBatch& batch)
{
    const std::scoped_lock lock(m_mutex);
    for (const auto& lane : m_lanes) {
        if (lane->tryPush(batch))
            continue;
        lane->countLost(batch->size());
        m_losses.add(lane->options().loss, batch->size());
    }
}

bool FanOut::mayTakeFromPatientSources() const
{
    const std::scoped_lock lock(m_mutex);
    return std::all_of(m_lanes.begin(), m_lanes.end(),
        [](const auto& lane) { return lane->options().whenFull == Lane::WhenFull::Lose || lane->hasRoom(); });
}

std::vector<std::shared_ptr<Lane>> FanOut::lanes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_lanes;
}

} // namespace eventscope::stream
