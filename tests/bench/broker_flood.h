// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/own_process.h"

namespace eventscope::bench {

/// A plain ZeroMQ program that publishes TimedPayloads on 16 topics, in a process of its own.
struct BrokerFlood {
    std::string endpoint;
    std::uint64_t messages = 0; ///< 0: until its input is closed
    std::size_t payloadBytes = 100;
    std::uint64_t rate = 0; ///< messages a second; 0: as fast as the broker takes them
    std::uint64_t window = 0; ///< see FloodWindow
};

/// Null where it cannot be started. Writes `sent N` and `seconds N` at its end.
[[nodiscard]] std::unique_ptr<OwnProcess> startFlood(const BrokerFlood& flood);

/// The part `broker_flood` of this program: what startFlood runs.
int brokerFloodPart(const std::vector<std::string>& arguments);

} // namespace eventscope::bench
