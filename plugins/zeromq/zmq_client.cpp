// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/zeromq/zmq_client.h"

#include <cassert>
#include <chrono>

#include <zmq.h>

namespace eventscope::zeromq {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds FirstReconnect = 100ms;
constexpr std::chrono::milliseconds SlowestReconnect = 5s;
constexpr std::chrono::milliseconds HandshakeWithin = 5s;
constexpr std::chrono::seconds KeepAliveIdle = 30s;

template <class Duration> int count(Duration duration) { return static_cast<int>(duration.count()); }

} // namespace

void SocketCloser::operator()(void* socket) const { zmq_close(socket); }

void setOption(const OwnedSocket& socket, int option, int value)
{
    [[maybe_unused]] const int result = zmq_setsockopt(socket.get(), option, &value, sizeof value);
    assert(result == 0 && "an option or value that this socket type does not have");
}

Result<OwnedSocket> makeClient(void* context, int type, std::int64_t maxMessageBytes)
{
    OwnedSocket socket(zmq_socket(context, type));
    if (!socket)
        return failure(Fault::Unavailable, std::string("a ZeroMQ socket cannot be made: ") + zmq_strerror(zmq_errno()));
    zmq_setsockopt(socket.get(), ZMQ_MAXMSGSIZE, &maxMessageBytes, sizeof maxMessageBytes);
    setOption(socket, ZMQ_LINGER, 0);
    setOption(socket, ZMQ_RECONNECT_IVL, count(FirstReconnect));
    setOption(socket, ZMQ_RECONNECT_IVL_MAX, count(SlowestReconnect));
    setOption(socket, ZMQ_HANDSHAKE_IVL, count(HandshakeWithin));
    setOption(socket, ZMQ_TCP_KEEPALIVE, 1);
    setOption(socket, ZMQ_TCP_KEEPALIVE_IDLE, count(KeepAliveIdle));
    // Unlimited: a full receive pipe is what libzmq 4.3.4 aborts on when a peer sends heartbeats. The sink never
    // waits, so nothing gathers here.
    setOption(socket, ZMQ_RCVHWM, 0);
    return socket;
}

Result<> connectTo(const OwnedSocket& socket, const std::string& endpoint)
{
    // Only for addresses that need it: libzmq tries the first address of a name alone, which for `localhost` would be
    // ::1, where hardly anything listens.
    setOption(socket, ZMQ_IPV6, endpoint.find('[') == std::string::npos ? 0 : 1);
    if (zmq_connect(socket.get(), endpoint.c_str()) == 0)
        return {};
    return failure(Fault::Invalid, "url: cannot connect to " + endpoint + ": " + zmq_strerror(zmq_errno()));
}

} // namespace eventscope::zeromq
