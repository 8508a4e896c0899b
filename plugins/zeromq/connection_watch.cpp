// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/zeromq/connection_watch.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>

#include <zmq.h>

namespace eventscope::zeromq {
namespace {

/// Every monitor needs a name of its own in the one ZeroMQ context of the process. The address of a function of this
/// module keeps the names of several copies of it apart.
std::string monitorName()
{
    static std::atomic<std::uint64_t> number{0};
    return "inproc://eventscope.zeromq.monitor." + std::to_string(reinterpret_cast<std::uintptr_t>(&number)) + "."
        + std::to_string(number++);
}

} // namespace

Result<ConnectionWatch> ConnectionWatch::attach(void* context, const OwnedSocket& socket)
{
    constexpr int wanted = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL
        | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH | ZMQ_EVENT_CLOSED
        | ZMQ_EVENT_CONNECT_RETRIED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_MONITOR_STOPPED;
    const auto name = monitorName();
    OwnedSocket pair(zmq_socket(context, ZMQ_PAIR));
    if (!pair || zmq_socket_monitor(socket.get(), name.c_str(), wanted) != 0)
        return failure(
            Fault::Unavailable, std::string("a ZeroMQ socket cannot be watched: ") + zmq_strerror(zmq_errno()));
    ConnectionWatch watch(std::move(pair), socket.get());
    setOption(watch.m_pair, ZMQ_LINGER, 0);
    setOption(watch.m_pair, ZMQ_RCVHWM, 0); // news are sent by the I/O thread, which must never wait
    if (zmq_connect(watch.m_pair.get(), name.c_str()) != 0)
        return failure(
            Fault::Unavailable, std::string("a ZeroMQ socket cannot be watched: ") + zmq_strerror(zmq_errno()));
    return watch;
}

ConnectionWatch::~ConnectionWatch()
{
    if (m_pair && m_watched != nullptr)
        zmq_socket_monitor(m_watched, nullptr, 0);
}

std::optional<ConnectionWatch::News> ConnectionWatch::take()
{
    for (;;) {
        zmq_msg_t message;
        zmq_msg_init(&message);
        if (zmq_msg_recv(&message, m_pair.get(), ZMQ_DONTWAIT) < 0) {
            zmq_msg_close(&message);
            return std::nullopt;
        }
        std::uint16_t event = 0; // then a value of 32 bits; the second frame is the endpoint
        if (zmq_msg_size(&message) >= sizeof event)
            std::memcpy(&event, zmq_msg_data(&message), sizeof event);
        const bool hasMore = zmq_msg_more(&message) != 0;
        if (hasMore)
            zmq_msg_recv(&message, m_pair.get(), ZMQ_DONTWAIT);
        zmq_msg_close(&message);
        if (auto news = read(event))
            return news;
    }
}

std::optional<ConnectionWatch::News> ConnectionWatch::read(std::uint16_t event)
{
    switch (event) {
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
        m_isConnected = true;
        return News::Connected;
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
        m_isExplained = true;
        return News::Mismatch;
    case ZMQ_EVENT_CLOSED:
        m_isExplained = true;
        return News::Refused;
    case ZMQ_EVENT_CONNECT_RETRIED:
        // Follows each of the others; alone it means that not even an attempt was possible (a name that is unknown).
        return std::exchange(m_isExplained, false) ? std::nullopt : std::optional(News::Refused);
    case ZMQ_EVENT_DISCONNECTED:
        m_isExplained = true;
        // Also sent where a peer goes away in the middle of the handshake.
        return std::exchange(m_isConnected, false) ? News::Lost : News::Mismatch;
    case ZMQ_EVENT_MONITOR_STOPPED:
        return News::Stopped;
    default:
        return std::nullopt;
    }
}

bool ConnectionWatch::awaitInput(std::chrono::steady_clock::time_point until) const
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    zmq_pollitem_t item{m_pair.get(), 0, ZMQ_POLLIN, 0};
    return zmq_poll(&item, 1, std::max<long>(left.count(), 0)) >= 0 && left.count() > 0;
}

std::optional<ConnectionWatch::News> ConnectionWatch::awaitConnection(std::chrono::steady_clock::time_point until)
{
    for (;;) {
        while (const auto news = take()) {
            if (*news != News::Stopped)
                return news;
        }
        if (!awaitInput(until))
            return std::nullopt;
    }
}

bool ConnectionWatch::awaitStopped(std::chrono::steady_clock::time_point until)
{
    for (;;) {
        while (const auto news = take()) {
            if (*news == News::Stopped)
                return true;
        }
        if (!awaitInput(until))
            return false;
    }
}

Error explain(ConnectionWatch::News news, const std::string& endpoint)
{
    switch (news) {
    case ConnectionWatch::News::Refused:
        return {Fault::Unavailable,
            "nothing listens at " + endpoint + ": check the address, and that the other program runs"};
    case ConnectionWatch::News::Mismatch:
        return {Fault::Unavailable,
            "what listens at " + endpoint
                + " ends the ZeroMQ handshake: check that it is the right port and socket type, and that it asks for "
                  "no CURVE key"};
    case ConnectionWatch::News::Lost:
        return {Fault::Unavailable, "the connection to " + endpoint + " was lost; it is tried again every few seconds"};
    case ConnectionWatch::News::Connected:
    case ConnectionWatch::News::Stopped:
        break;
    }
    return {Fault::Unavailable, "the connection to " + endpoint + " has ended"};
}

} // namespace eventscope::zeromq
