// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "broker/event/result.h"

namespace eventscope::zeromq {

struct SocketCloser {
    void operator()(void* socket) const;
};
/// A ZeroMQ socket that is ours. Thread: one at a time.
using OwnedSocket = std::unique_ptr<void, SocketCloser>;

/// Makes a socket that connects: reconnects after 100 ms up to 5 s, refuses larger frames, finds dead peers by TCP
/// keepalive, keeps nothing after close. No ZMTP heartbeats: libzmq 4.3.4 aborts with them when a reader stalls.
/// Error: Unavailable where the process has no more sockets.
[[nodiscard]] Result<OwnedSocket> makeClient(void* context, int type, std::int64_t maxMessageBytes);

void setOption(const OwnedSocket& socket, int option, int value);

/// Begins to connect; does not wait. Error: Invalid for an endpoint that can never work.
[[nodiscard]] Result<> connectTo(const OwnedSocket& socket, const std::string& endpoint);

} // namespace eventscope::zeromq
