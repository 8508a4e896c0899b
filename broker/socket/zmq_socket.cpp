// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/socket/zmq_socket.h"

#include <array>
#include <cassert>
#include <cerrno>
#include <chrono>
#include <cstdint>

#include <zmq.h>

namespace eventscope::socket {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t MaxMessageBytes = std::int64_t{64} << 20; // also bounds topics of subscriptions
constexpr std::chrono::milliseconds HandshakeWithin = 5s; // libzmq gives a silent peer 30 s
constexpr int Backlog = 512; // connections that wait to be accepted

} // namespace

Result<ZmqSocket> ZmqSocket::open(void* context, int type)
{
    ZmqSocket socket(zmq_socket(context, type));
    if (socket.handle() == nullptr)
        return failure(Fault::Unavailable, std::string("a ZeroMQ socket cannot be made: ") + zmq_strerror(zmq_errno()));
    zmq_setsockopt(socket.handle(), ZMQ_MAXMSGSIZE, &MaxMessageBytes, sizeof MaxMessageBytes);
    socket.set(ZMQ_HANDSHAKE_IVL, static_cast<int>(HandshakeWithin.count()));
    socket.set(ZMQ_BACKLOG, Backlog);
    socket.set(ZMQ_LINGER, 0);
    return socket;
}

void ZmqSocket::Closer::operator()(void* socket) const { zmq_close(socket); }

void ZmqSocket::set(int option, int value)
{
    [[maybe_unused]] const int result = zmq_setsockopt(handle(), option, &value, sizeof value);
    assert(result == 0 && "an option or value that this socket type does not have");
}

Result<> ZmqSocket::bind(const std::string& endpoint)
{
    if (zmq_bind(handle(), endpoint.c_str()) == 0)
        return {};
    const int error = zmq_errno();
    return failure(error == EADDRINUSE ? Fault::Unavailable : Fault::Invalid, endpoint + ": " + zmq_strerror(error));
}

void ZmqSocket::unbind(const std::string& endpoint) { zmq_unbind(handle(), endpoint.c_str()); }

std::string ZmqSocket::lastEndpoint() const
{
    std::array<char, 512> text{};
    std::size_t size = text.size();
    if (zmq_getsockopt(handle(), ZMQ_LAST_ENDPOINT, text.data(), &size) != 0 || size == 0)
        return {};
    return std::string(text.data(), size - 1); // the size counts the final zero
}

} // namespace eventscope::socket
