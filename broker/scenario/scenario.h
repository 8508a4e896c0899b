// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/result.h"

namespace eventscope::scenario {

/// What a client publishes.
struct Publication {
    std::string channel;
    std::string type;
    std::string data; ///< JSON with placeholders, see README.md
};

/// One way in which a reaction can end.
struct Outcome {
    double weight = 1;
    std::optional<Publication> publish; ///< nothing = silence
    int times = 1; ///< sent so often, with the same id
    bool isLost = false; ///< takes a sequence number and is not sent
    std::string note; ///< for people who read the file
};

/// What a client does once it has seen all of `on` for one order.
struct Reaction {
    std::vector<std::string> on; ///< event types
    std::vector<std::string> unless; ///< event types; seen before the delay is over, they prevent it
    std::chrono::milliseconds leastDelay{0};
    std::chrono::milliseconds mostDelay{0};
    std::vector<Outcome> outcomes;
};

/// What a client sends by itself.
struct Beginning {
    double perSecond = 1;
    std::uint64_t first = 1; ///< number of the first order
    Publication publish;
};

struct ClientScript {
    std::string name; ///< also the producer of its delivery envelope
    std::string source; ///< CloudEvents `source`
    std::vector<std::string> reads; ///< topic prefixes
    std::optional<Beginning> begins;
    std::vector<Reaction> reactions;
};

/// A demo or lesson, as its file says it.
struct Scenario {
    std::string name;
    std::string title;
    std::string description;
    std::uint64_t seed = 0;
    std::string lists; ///< JSON object: values that placeholders pick from
    std::vector<ClientScript> clients;
};

/// Reads a scenario file. Error: Invalid; `what` names the member and what was expected.
[[nodiscard]] Result<Scenario> parseScenario(std::string_view json);

} // namespace eventscope::scenario
