// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/plugin/connection_test.h"

namespace eventscope::nats {

/// Logs in, asks who is there, and whether the subjects may be subscribed to.
class NatsConnectionTest final : public ConnectionTest {
public:
    [[nodiscard]] Result<std::string> test(const ConnectorConfig& config, std::chrono::milliseconds deadline) override;
};

} // namespace eventscope::nats
