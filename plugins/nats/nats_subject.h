// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "broker/event/result.h"

namespace eventscope::nats {

/// Whether a text may be subscribed to: tokens between dots, none empty, no blanks, `*` only as a whole token, `>` only
/// as the last one. Error: Fault::Invalid, naming the subject and the token.
[[nodiscard]] Result<> checkSubscription(std::string_view subject);
/// As checkSubscription, without wildcards: what may be published to.
[[nodiscard]] Result<> checkPublication(std::string_view subject);

/// Whether a message on `subject` reaches a subscription to `pattern`.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view subject);
/// Whether every subject that `inner` matches is matched by `outer`.
[[nodiscard]] bool covers(std::string_view outer, std::string_view inner);
/// Whether a subject exists that both match.
[[nodiscard]] bool overlap(std::string_view one, std::string_view other);
/// Whether the first token is a wildcard, so that subjects of the system itself may match.
[[nodiscard]] bool beginsWithWildcard(std::string_view pattern);

/// The subscriptions of a list less those that another one covers: the server sends a message once for each
/// subscription that it matches.
[[nodiscard]] std::vector<std::string> withoutCovered(const std::vector<std::string>& subjects);

} // namespace eventscope::nats
