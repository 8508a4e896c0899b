// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <stop_token>

#include "broker/event/result.h"
#include "plugins/nats/nats_handles.h"
#include "plugins/nats/nats_notices.h"
#include "plugins/nats/nats_settings.h"

namespace eventscope::nats {

/// A connection that was made, and to whom.
struct Dialled {
    ConnectionHandle connection;
    Endpoint endpoint;
};

/// Tries to connect to one server. Returns at the latest after `deadline`, or as soon as `stop` is requested.
///
/// The look-up of a name and a TLS handshake cannot be interrupted in nats.c, so each attempt runs on a thread of its
/// own that is left behind when nobody waits for it any more; it owns all that it touches and ends by itself.
/// Errors: as explain(ConnectFailure); Unavailable when stopped.
[[nodiscard]] Result<Dialled> dial(const Settings& settings, const Endpoint& endpoint,
    const std::shared_ptr<Notices>& notices, std::chrono::milliseconds deadline, const std::stop_token& stop = {});

/// Tries the servers of the settings in turn until one takes the connection. Error: that of the last server.
[[nodiscard]] Result<Dialled> dialAny(
    const Settings& settings, const std::shared_ptr<Notices>& notices, std::chrono::milliseconds deadline);

} // namespace eventscope::nats
