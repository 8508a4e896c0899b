// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "broker/analysis/snapshots.h"
#include "broker/event/names.h"
#include "broker/stream/health_snapshot.h"

namespace eventscope::fakes {

/// Builds rate snapshots as the analysis thread would.
class FakeRates {
public:
    explicit FakeRates(Names& names)
        : m_names(names)
    {
    }

    /// The figures of a channel, new or changed.
    FakeRates& set(std::string_view connection, std::string_view channel, std::uint64_t events, double rate)
    {
        const auto connectionId = m_names.connections.intern(connection);
        const auto channelId = m_names.channels.intern(channel);
        snapshot.events += events;
        snapshot.eventsPerSecond += rate;
        for (auto& known : snapshot.channels) {
            if (known.connection == connectionId && known.channel == channelId) {
                known.events = events;
                known.eventsPerSecond = rate;
                return *this;
            }
        }
        return append(connectionId, channelId, events, rate);
    }
    FakeRates& append(ConnectionId connection, ChannelId channel, std::uint64_t events, double rate)
    {
        analysis::ChannelRate added;
        added.connection = connection;
        added.channel = channel;
        added.events = events;
        added.eventsPerSecond = rate;
        snapshot.channels.push_back(added);
        snapshot.events += events;
        return *this;
    }

    analysis::RateSnapshot snapshot;

private:
    Names& m_names; // the test's
};

} // namespace eventscope::fakes
