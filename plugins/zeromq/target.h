// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "broker/event/result.h"
#include "broker/plugin/connector_config.h"

namespace eventscope::zeromq {

/// What a URL of one of our schemes means.
struct Target {
    enum class Kind {
        RunningBroker, ///< `broker:`: where it listens is looked up when connecting
        Endpoints,
    };
    enum class Role { Either, SubscribeOnly, PublishOnly };

    Kind kind = Kind::Endpoints;
    Role role = Role::Either;
    std::string subscribe; ///< ZeroMQ endpoint to read from; empty for a running broker
    std::string publish; ///< ZeroMQ endpoint to write to; empty where the URL does not say
    std::string prefix; ///< topics to read; the topic to write where an event names none

    friend bool operator==(const Target&, const Target&) = default;
};

/// Only checks the text. Error: Invalid; `what` says which part and what was expected.
[[nodiscard]] Result<Target> parseTarget(const std::string& url);

/// A connection as it was configured, checked.
struct Settings {
    Target target;
    std::int64_t maxMessageBytes = std::int64_t{64} << 20;
};

/// Error: Invalid; `what` names the key.
[[nodiscard]] Result<Settings> parseConfig(const ConnectorConfig& config);

/// The target with endpoints: looks up the broker that runs for this user where the URL says `broker:`.
/// Errors: those of runtime::findBroker.
[[nodiscard]] Result<Target> resolve(const Target& target);

} // namespace eventscope::zeromq
