// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtPlugin>

#include <memory>
#include <string>
#include <vector>

#include "broker/event/result.h"
#include "broker/plugin/connector.h"
#include "broker/plugin/context.h"

namespace eventscope {

/// A connection that another program has configured, such as a context of the `nats` command.
struct ForeignConnection {
    ConnectorConfig config;
    std::string from; ///< where it was found, for people
    std::vector<std::string> warnings; ///< what could not be taken over, a sentence each
};

/// The one exported object of a connector plugin.
class ConnectorFactory {
public:
    ConnectorFactory() = default;
    ConnectorFactory(const ConnectorFactory&) = delete;
    ConnectorFactory& operator=(const ConnectorFactory&) = delete;
    virtual ~ConnectorFactory() = default;

    [[nodiscard]] virtual std::unique_ptr<Connector> create(const Context& context) const = 0;

    /// Reads a URL of one of the manifest's schemes into a config; only checks the text.
    /// Error: Fault::Invalid; `what` says which part and what was expected.
    [[nodiscard]] virtual Result<ConnectorConfig> parseUrl(const std::string& url) const = 0;

    /// Connections that other programs of this user have configured; reads their files, changes nothing.
    [[nodiscard]] virtual std::vector<ForeignConnection> foreignConnections() const { return {}; }
};

} // namespace eventscope

#define EVENTSCOPE_CONNECTOR_IID "dev.eventscope.ConnectorFactory/1"
Q_DECLARE_INTERFACE(eventscope::ConnectorFactory, EVENTSCOPE_CONNECTOR_IID)
