// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "broker/event/incoming_event.h"
#include "broker/event/text_store.h"
#include "plugins/nats/nats_handles.h"

namespace eventscope::nats {

/// The headers of one message, and the status that a server puts in front of them ("503" = nobody subscribes).
struct MessageHeaders {
    std::vector<Header> headers; ///< in the order of the wire, see readHeaders
    std::string_view status;
};

/// Reads a header block as it stands on the wire: `NATS/1.0[ STATUS]`, then `Name: value` lines, an empty line at the
/// end. Names may repeat. False, and `to` empty, where it is none. Views look into `block`.
bool parseHeaderBlock(std::string_view block, MessageHeaders& to);

/// Fills `to` with the headers of a received message; cheap where there are none.
///
/// nats.c gives headers by name only, so their order would be lost, and reading them that way costs a hash table for
/// each message. In the versions that were looked at, the block lies between subject or reply and data in the memory of
/// the message, and is read from there; in every other version the headers come in the order that nats.c gives.
/// Views look into the message, or into `texts`.
void readHeaders(natsMsg* message, MessageHeaders& to, TextStore& texts);

} // namespace eventscope::nats
