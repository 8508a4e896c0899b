// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "broker/event/result.h"
#include "broker/plugin/connector_config.h"
#include "plugins/nats/nats_url.h"

namespace eventscope::nats {

/// A connection as it is meant: the config read, checked, and a nats context filled in.
struct Settings {
    bool isTls = false;
    std::vector<Endpoint> endpoints;
    std::vector<std::string> subjects; ///< none covers another one
    std::string clientName; ///< what the server's lists show
    std::string user;
    std::string password;
    std::string token;
    std::string nkeySeedFile;
    std::string credsFile;
    std::string tlsCa;
    std::string tlsCert;
    std::string tlsKey;
    std::string tlsHostname;
    std::size_t pendingMessages = 0;
    std::size_t pendingBytes = 0;
    bool includesInbox = false; ///< show replies on `_INBOX.` subjects
    bool includesSystem = false; ///< show `$SYS.` and `$JS.` subjects that a wildcard matches
    bool followsDiscoveredServers = false; ///< connect to servers that only a server has named
};

/// Whether a config without a subject is complete.
enum class Subjects { Required, Optional };

/// Reads a config under the keys of nats.json; a nats context is read from its file.
/// Errors: Invalid, naming the key; NotFound for an unknown context, naming the known ones.
[[nodiscard]] Result<Settings> readSettings(const ConnectorConfig& config, Subjects subjects);

} // namespace eventscope::nats
