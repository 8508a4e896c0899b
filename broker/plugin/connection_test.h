// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "broker/event/result.h"
#include "broker/plugin/connector_config.h"

namespace eventscope {

/// Tries a configuration without keeping anything. Thread: one at a time, not the GUI's.
class ConnectionTest {
public:
    ConnectionTest() = default;
    ConnectionTest(const ConnectionTest&) = delete;
    ConnectionTest& operator=(const ConnectionTest&) = delete;
    virtual ~ConnectionTest() = default;

    /// Connects, asks who is there, disconnects. The text says what was found, for people.
    /// Errors: Invalid, Unavailable (unreachable, TLS), Denied (password, rights); `what` says what to check.
    [[nodiscard]] virtual Result<std::string> test(
        const ConnectorConfig& config, std::chrono::milliseconds deadline) = 0;
};

} // namespace eventscope
