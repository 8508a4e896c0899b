// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_factory.h"

#include "plugins/nats/nats_connector.h"
#include "plugins/nats/nats_context_import.h"
#include "plugins/nats/nats_url.h"

namespace eventscope::nats {

std::unique_ptr<Connector> NatsFactory::create(const Context& context) const
{
    return std::make_unique<NatsConnector>(context);
}

Result<ConnectorConfig> NatsFactory::parseUrl(const std::string& url) const
{
    const auto parsed = parseNatsUrl(url);
    if (!parsed)
        return tl::unexpected(parsed.error());
    ConnectorConfig config;
    config.name = parsed->context.empty() ? parsed->endpoints.front().text() : parsed->context;
    config.values["url"] = parsed->servers();
    if (!parsed->user.empty())
        config.values["user"] = parsed->user;
    std::string subjects;
    for (const auto& subject : parsed->subjects)
        subjects += (subjects.empty() ? "" : ",") + subject;
    if (!subjects.empty())
        config.values["subjects"] = subjects;
    return config;
}

std::vector<ForeignConnection> NatsFactory::foreignConnections() const { return listContexts(contextFolder()); }

} // namespace eventscope::nats
