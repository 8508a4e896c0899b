// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "broker/plugin/describer.h"

namespace eventscope::nats {

/// Lists servers, connections, subscriptions and queue groups of the account, by asking every server over NATS itself
/// (`$SYS.REQ.ACCOUNT.PING.CONNZ`), which any user without restrictions may. Publishers cannot be listed: no server
/// knows who publishes what.
class NatsDescriber final : public Describer {
public:
    [[nodiscard]] Result<SystemDescription> describe(
        const ConnectorConfig& config, std::chrono::milliseconds deadline) override;
};

/// Adds what the answers of the servers list to a description. Answers that cannot be read are left out.
void addConnections(const std::vector<std::string>& answers, SystemDescription& description);

} // namespace eventscope::nats
