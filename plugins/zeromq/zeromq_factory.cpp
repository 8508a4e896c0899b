// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/zeromq/zeromq_factory.h"

#include "plugins/zeromq/target.h"
#include "plugins/zeromq/zeromq_connector.h"

using namespace eventscope;

std::unique_ptr<Connector> ZeroMqFactory::create(const Context& context) const
{
    return std::make_unique<zeromq::ZeroMqConnector>(context);
}

Result<ConnectorConfig> ZeroMqFactory::parseUrl(const std::string& url) const
{
    if (const auto target = zeromq::parseTarget(url); !target)
        return tl::unexpected(target.error());
    ConnectorConfig config;
    config.name = url;
    config.values["url"] = url;
    return config;
}
