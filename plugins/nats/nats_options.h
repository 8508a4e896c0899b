// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "broker/event/result.h"
#include "plugins/nats/nats_handles.h"
#include "plugins/nats/nats_settings.h"

namespace eventscope::nats {

/// Options of nats.c for one attempt at one server. It never reconnects by itself: the session does, since nats.c keeps
/// to itself why an attempt failed, and would go to servers that nobody named.
/// Errors: Invalid or NotFound for a key, certificate or creds file that cannot be used; `what` names the key.
[[nodiscard]] Result<OptionsHandle> makeOptions(
    const Settings& settings, const Endpoint& endpoint, std::chrono::milliseconds timeout);

} // namespace eventscope::nats
