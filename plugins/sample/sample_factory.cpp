// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_factory.h"

#include "sample_connector.h"

std::unique_ptr<eventscope::Connector> SampleFactory::create(const eventscope::Context& context) const
{
    return std::make_unique<SampleConnector>(context);
}

eventscope::Result<eventscope::ConnectorConfig> SampleFactory::parseUrl(const std::string& url) const
{
    if (!url.starts_with("sample://"))
        return eventscope::failure(eventscope::Fault::Invalid, "url: expected sample://localhost.");
    return eventscope::ConnectorConfig{"sample", {{"url", url}}};
}
