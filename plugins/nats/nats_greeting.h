// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/result.h"
#include "plugins/nats/nats_url.h"

namespace eventscope::nats {

/// What a server says of itself to everybody who connects (the INFO line), before any login.
struct ServerGreeting {
    std::string name;
    std::string version;
    std::string cluster;
    std::uint64_t maxPayloadBytes = 0;
    bool hasHeaders = false;
    bool hasJetStream = false;
    bool wantsLogin = false;
    bool wantsTls = false;
    bool wantsClientCertificate = false;
    std::vector<std::string> otherServers; ///< `host:port`, as the server names them
};

/// Reads the INFO line. Error: Fault::Corrupt where it is none.
[[nodiscard]] Result<ServerGreeting> parseGreeting(std::string_view line);

/// Connects, reads the greeting, disconnects. Errors: Unavailable with the reason of the system, Corrupt where
/// something else than a NATS server answers. Waits at most `deadline`, the look-up of the name apart.
[[nodiscard]] Result<ServerGreeting> fetchGreeting(const Endpoint& endpoint, std::chrono::milliseconds deadline);

} // namespace eventscope::nats
