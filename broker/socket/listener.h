// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "broker/event/result.h"
#include "broker/socket/broker_loop.h"
#include "broker/socket/zmq_socket.h"

namespace eventscope::socket {

constexpr std::uint16_t DefaultPublishPort = 5570;
constexpr std::uint16_t DefaultSubscribePort = 5571;
constexpr std::uint16_t DefaultReliablePort = 5572; ///< kept free: it belongs to the set that moves together

/// Where the two sockets of the broker listen now.
struct Listening {
    BrokerEndpoints endpoints;
    std::uint16_t publishPort = 0;
    std::uint16_t subscribePort = 0;
};

/// Binds publish to `ingress` and subscribe to `egress`, TCP and ipc.
/// Errors: Unavailable (a port that was asked for is taken, or every default one), Invalid (an address that is not on
/// the loopback interface, or cannot be bound), Denied (the ipc folder is not ours).
[[nodiscard]] Result<Listening> listen(ZmqSocket& ingress, ZmqSocket& egress, const BrokerOptions& options);

} // namespace eventscope::socket
