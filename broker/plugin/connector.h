// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/event/result.h"
#include "broker/plugin/connector_config.h"
#include "broker/plugin/event_sink.h"

namespace eventscope {

class Publisher;
class Describer;
class ConnectionTest;

/// A connection to one event system.
///
/// Life: made by ConnectorFactory::create (no effect on the outside), start, stop, destroyed. Threads belong to the
/// connector; the program calls its functions from one thread at a time.
class Connector {
public:
    Connector() = default;
    Connector(const Connector&) = delete;
    Connector& operator=(const Connector&) = delete;
    virtual ~Connector() = default;

    /// Connects and begins to publish into the sink, which outlives the connector. Does not wait for the far side: an
    /// unreachable server is reported to the sink, retried, and reported up when it is there.
    /// Error: Fault::Invalid for a config that can never work; `what` names the key.
    [[nodiscard]] virtual Result<> start(const ConnectorConfig& config, EventSink& sink) = 0;

    /// Ends all threads; takes 2 s at most. Once it returns the sink is not called again. May be called twice.
    virtual void stop() noexcept = 0;

    /// The optional abilities; null where the system has none. The manifest's `abilities` says which there are
    /// without creating a connector. They live as long as the connector.
    [[nodiscard]] virtual Publisher* publisher() { return nullptr; }
    [[nodiscard]] virtual Describer* describer() { return nullptr; }
    [[nodiscard]] virtual ConnectionTest* connectionTest() { return nullptr; }
};

} // namespace eventscope
