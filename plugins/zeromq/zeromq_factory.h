// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "broker/plugin/connector_factory.h"

/// The exported object of this plugin.
class ZeroMqFactory final : public QObject, public eventscope::ConnectorFactory {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EVENTSCOPE_CONNECTOR_IID FILE "zeromq.json")
    Q_INTERFACES(eventscope::ConnectorFactory)

public:
    [[nodiscard]] std::unique_ptr<eventscope::Connector> create(const eventscope::Context& context) const override;
    [[nodiscard]] eventscope::Result<eventscope::ConnectorConfig> parseUrl(const std::string& url) const override;
};
