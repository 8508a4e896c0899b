// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "broker/plugin/connector_factory.h"

namespace eventscope::nats {

/// The exported object of the plugin.
class NatsFactory final : public QObject, public ConnectorFactory {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EVENTSCOPE_CONNECTOR_IID FILE "nats.json")
    Q_INTERFACES(eventscope::ConnectorFactory)

public:
    [[nodiscard]] std::unique_ptr<Connector> create(const Context& context) const override;
    [[nodiscard]] Result<ConnectorConfig> parseUrl(const std::string& url) const override;
    [[nodiscard]] std::vector<ForeignConnection> foreignConnections() const override;
};

} // namespace eventscope::nats
