// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/analysis/rate_meter.h"

#include <algorithm>
#include <cmath>

namespace eventscope::analysis {
namespace {

constexpr double Memory = 2.0; // seconds over which the rate is averaged
constexpr double Negligible = 0.005; // events/s: shown as zero, and set to zero so that idle channels cost nothing

std::uint64_t keyOf(ConnectionId connection, ChannelId channel)
{
    return (std::uint64_t{connection.value()} << 32U) | channel.value();
}

double average(double rate, std::uint64_t events, double seconds)
{
    const double weight = 1.0 - std::exp(-seconds / Memory);
    const double settled = rate + (static_cast<double>(events) / seconds - rate) * weight;
    return settled < Negligible ? 0.0 : settled;
}

} // namespace

ChannelRate* RateMeter::find(ConnectionId connection, ChannelId channel)
{
    const auto key = keyOf(connection, channel);
    if (key == m_lastKey)
        return &m_snapshot.channels[m_lastPlace];
    auto known = m_index.find(key);
    if (known == m_index.end()) {
        if (m_snapshot.channels.size() >= MaxChannels) {
            if (m_dropped.size() < MaxChannels && m_dropped.emplace(key, true).second)
                ++m_snapshot.droppedChannels;
            return nullptr;
        }
        known = m_index.emplace(key, m_snapshot.channels.size()).first;
        m_snapshot.channels.push_back({connection, channel, 0, 0, 0, NoTime});
        m_settled.push_back(0);
    }
    m_lastKey = key;
    m_lastPlace = known->second;
    return &m_snapshot.channels[known->second];
}

void RateMeter::count(const Event& event, Age age)
{
    ++m_snapshot.events;
    if (age == Age::Past)
        ++m_settledEvents;
    auto* rate = find(event.connection, event.channel);
    if (rate == nullptr)
        return;
    ++rate->events;
    if (age == Age::Past)
        ++m_settled[m_lastPlace]; // the place that find gave
    rate->payloadBytes += event.payload.isPresent() ? event.payload.size : 0;
    rate->lastSeen = std::max(rate->lastSeen, event.observedTime);
}

void RateMeter::add(const EventBatch& batch)
{
    for (const auto& event : batch.events())
        count(event, Age::Now);
}

void RateMeter::addPast(const EventBatch& batch)
{
    for (const auto& event : batch.events())
        count(event, Age::Past);
}

void RateMeter::settle(SteadyTime now)
{
    if (m_settledAt == SteadyTime{}) {
        m_settledAt = now;
        return;
    }
    const double seconds = std::chrono::duration<double>(now - m_settledAt).count();
    if (seconds <= 0)
        return;
    m_settledAt = now;
    m_snapshot.eventsPerSecond = average(m_snapshot.eventsPerSecond, m_snapshot.events - m_settledEvents, seconds);
    m_settledEvents = m_snapshot.events;
    for (std::size_t i = 0; i < m_snapshot.channels.size(); ++i) {
        auto& channel = m_snapshot.channels[i];
        const auto since = channel.events - m_settled[i];
        if (since == 0 && channel.eventsPerSecond == 0)
            continue;
        channel.eventsPerSecond = average(channel.eventsPerSecond, since, seconds);
        m_settled[i] = channel.events;
    }
}

} // namespace eventscope::analysis
