// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nats/nats.h>

#include "broker/event/result.h"
#include "plugins/nats/nats_greeting.h"
#include "plugins/nats/nats_settings.h"

namespace eventscope::nats {

/// All that is known of a connection that could not be made.
struct ConnectFailure {
    Endpoint endpoint;
    natsStatus status = NATS_ERR;
    std::string libraryText; ///< of nats_GetLastError
    std::optional<Result<ServerGreeting>> greeting; ///< asked for where the library's reason says too little
};

/// One sentence for the reason, and what to check. Never holds a secret.
[[nodiscard]] Error explain(const ConnectFailure& failed, const Settings& settings);

/// The subject of a text like `Permissions Violation for Subscription to "orders"`, and which right is missing.
struct PermissionViolation {
    std::string subject;
    bool isPublish = false;
};
[[nodiscard]] std::optional<PermissionViolation> parsePermissionViolation(std::string_view text);
[[nodiscard]] Error explain(const PermissionViolation& violation);

/// Why an established connection ended, as a clause: "the server closed it".
[[nodiscard]] std::string explainClose(natsStatus status, std::string_view libraryText);

} // namespace eventscope::nats
