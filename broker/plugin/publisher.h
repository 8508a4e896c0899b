// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "broker/event/incoming_event.h"
#include "broker/event/result.h"
#include "broker/plugin/connector_config.h"

namespace eventscope {

/// Sends events. Independent of Connector::start: it has its own connection. Thread: one at a time, not the GUI's.
class Publisher {
public:
    Publisher() = default;
    Publisher(const Publisher&) = delete;
    Publisher& operator=(const Publisher&) = delete;
    virtual ~Publisher() = default;

    /// Connects; waits at most `deadline`. Errors: Invalid, Unavailable, Denied.
    [[nodiscard]] virtual Result<> open(const ConnectorConfig& config, std::chrono::milliseconds deadline) = 0;

    /// Sends one event to `event.channel`, or to the config's channel where that is empty. CloudEvents attributes that
    /// are set are carried in the binary mode of the system's CloudEvents binding.
    /// Errors: Denied, Unavailable, Full (cannot take it now: try again), Invalid (can never be sent).
    [[nodiscard]] virtual Result<> send(const IncomingEvent& event) = 0;

    /// Waits until everything sent is with the far side, as far as the system can know; at most `deadline`.
    [[nodiscard]] virtual Result<> flush(std::chrono::milliseconds deadline) = 0;

    virtual void close() noexcept = 0;
};

} // namespace eventscope
