// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "broker/plugin/connection_test.h"
#include "broker/plugin/context.h"
#include "broker/plugin/describer.h"
#include "plugins/zeromq/target.h"

namespace eventscope::zeromq {

/// Tries a connection and says what is there. ZeroMQ itself can list nothing: topics exist only in messages.
/// Thread: one at a time.
class ZeroMqProbe final : public Describer, public ConnectionTest {
public:
    explicit ZeroMqProbe(const Context& context)
        : m_context(context)
    {
    }

    [[nodiscard]] Result<std::string> test(const ConnectorConfig& config, std::chrono::milliseconds deadline) override;
    [[nodiscard]] Result<SystemDescription> describe(
        const ConnectorConfig& config, std::chrono::milliseconds deadline) override;

private:
    /// The target, after a handshake with each of its endpoints that is used.
    [[nodiscard]] Result<Target> reach(const ConnectorConfig& config, std::chrono::milliseconds deadline) const;

    const Context& m_context; // outlives the probe: the program owns it
};

} // namespace eventscope::zeromq
