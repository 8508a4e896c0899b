// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/socket/listener.h"

#include <array>
#include <charconv>
#include <cstring>
#include <string>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zmq.h>

#include "broker/plugin/runtime_folder.h"
#include "broker/socket/ipc_endpoint.h"

namespace eventscope::socket {
namespace {

constexpr int PortStep = 10;
constexpr int MaxMoves = 100;

/// The loopback address to bind, as it stands in an endpoint.
Result<std::string> loopbackHost(const std::string& listen)
{
    const auto host = listen == "localhost" ? std::string("127.0.0.1") : listen;
    in_addr v4 = {};
    if (::inet_pton(AF_INET, host.c_str(), &v4) == 1 && (ntohl(v4.s_addr) >> 24U) == 127)
        return host;
    if (host == "::1" || host == "[::1]")
        return std::string("[::1]");
    in6_addr v6 = {};
    if (::inet_pton(AF_INET, host.c_str(), &v4) == 1 || ::inet_pton(AF_INET6, host.c_str(), &v6) == 1 || host == "*")
        return failure(Fault::Invalid,
            "listen address '" + listen
                + "' can be reached by other machines, and this broker does not check who connects: listen on "
                  "127.0.0.1 and let others in through an SSH tunnel");
    return failure(
        Fault::Invalid, "listen address '" + listen + "' is no address of this machine: use 127.0.0.1 or ::1");
}

/// Whether a port could be bound now; it is not kept.
bool isFree(const std::string& host, int port)
{
    const bool isV6 = host.front() == '[';
    const int descriptor = ::socket(isV6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return false;
    const int yes = 1;
    ::setsockopt(
        descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes); // as libzmq does: a closed port is free at once
    sockaddr_storage storage = {};
    socklen_t size = 0;
    if (isV6) {
        sockaddr_in6 address = {};
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_loopback;
        address.sin6_port = htons(static_cast<std::uint16_t>(port));
        std::memcpy(&storage, &address, size = sizeof address);
    } else {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        ::inet_pton(AF_INET, host.c_str(), &address.sin_addr);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        std::memcpy(&storage, &address, size = sizeof address);
    }
    const bool isBound = ::bind(descriptor, reinterpret_cast<const sockaddr*>(&storage), size) == 0;
    ::close(descriptor);
    return isBound;
}

std::string tcpEndpoint(const std::string& host, int port)
{
    return "tcp://" + host + ":" + (port == 0 ? std::string("*") : std::to_string(port));
}

std::uint16_t portOf(const std::string& endpoint)
{
    std::uint16_t port = 0;
    const auto colon = endpoint.rfind(':');
    if (colon != std::string::npos)
        std::from_chars(endpoint.data() + colon + 1, endpoint.data() + endpoint.size(), port);
    return port;
}

/// Binds a port that was asked for. The error names it.
Result<> bindAsked(ZmqSocket& socket, const std::string& host, std::uint16_t port, const char* what)
{
    auto bound = socket.bind(tcpEndpoint(host, port));
    if (bound)
        return {};
    const auto name = std::string(what) + " port " + std::to_string(port) + " of " + host;
    if (bound.error().fault == Fault::Unavailable)
        return failure(Fault::Unavailable,
            "the " + name + " is taken by another program: ask for another one, or 0 for a free one");
    return failure(Fault::Invalid, "the " + name + " cannot be used: " + bound.error().what);
}

class DefaultPorts {
public:
    DefaultPorts(ZmqSocket& ingress, ZmqSocket& egress, std::string host)
        : m_ingress(ingress)
        , m_egress(egress)
        , m_host(std::move(host))
    {
    }

    /// Binds what was not asked for to the first set of default ports that is free as a whole; returns how many sets
    /// were not.
    Result<int> bind(bool wantsPublish, bool wantsSubscribe)
    {
        for (int moves = 0; moves < MaxMoves; ++moves) {
            auto bound = bindSet(moves * PortStep, wantsPublish, wantsSubscribe);
            if (bound)
                return moves;
            if (bound.error().fault != Fault::Unavailable)
                return tl::unexpected(bound.error());
        }
        return failure(
            Fault::Unavailable, "all default ports from 5570 up are taken: ask for a port, or 0 for a free one");
    }

private:
    Result<> bindSet(int shift, bool wantsPublish, bool wantsSubscribe)
    {
        const auto publish = tcpEndpoint(m_host, DefaultPublishPort + shift);
        const auto subscribe = tcpEndpoint(m_host, DefaultSubscribePort + shift);
        if (wantsPublish && wantsSubscribe && !isFree(m_host, DefaultReliablePort + shift))
            return failure(Fault::Unavailable, "the port of the reliable endpoint is taken");
        if (wantsPublish) {
            if (auto bound = m_ingress.bind(publish); !bound)
                return bound;
        }
        if (wantsSubscribe) {
            if (auto bound = m_egress.bind(subscribe); !bound) {
                if (wantsPublish)
                    m_ingress.unbind(publish);
                return bound;
            }
        }
        return {};
    }

    ZmqSocket& m_ingress; // the caller's, for the time of the call
    ZmqSocket& m_egress;
    std::string m_host;
};

Result<> listenOnIpc(ZmqSocket& ingress, ZmqSocket& egress, const std::filesystem::path& folder)
{
    if (auto ready = runtime::prepare(folder); !ready)
        return ready;
    const std::array<std::pair<ZmqSocket*, const char*>, 2> sockets{{{&ingress, "publish"}, {&egress, "subscribe"}}};
    for (const auto& [socket, name] : sockets) {
        const auto endpoint = clearIpcEndpoint(folder / name);
        if (!endpoint)
            return tl::unexpected(endpoint.error());
        if (auto bound = socket->bind(*endpoint); !bound)
            return bound;
    }
    return {};
}

} // namespace

Result<Listening> listen(ZmqSocket& ingress, ZmqSocket& egress, const BrokerOptions& options)
{
    const auto host = loopbackHost(options.listen);
    if (!host)
        return tl::unexpected(host.error());
    const int isV6 = host->front() == '[' ? 1 : 0;
    ingress.set(ZMQ_IPV6, isV6);
    egress.set(ZMQ_IPV6, isV6);

    Listening listening;
    if (options.publishPort) {
        if (auto bound = bindAsked(ingress, *host, *options.publishPort, "publish"); !bound)
            return tl::unexpected(bound.error());
    }
    if (options.subscribePort) {
        if (auto bound = bindAsked(egress, *host, *options.subscribePort, "subscribe"); !bound)
            return tl::unexpected(bound.error());
    }
    if (!options.publishPort || !options.subscribePort) {
        const auto moves = DefaultPorts(ingress, egress, *host).bind(!options.publishPort, !options.subscribePort);
        if (!moves)
            return tl::unexpected(moves.error());
        listening.endpoints.hasMoved = *moves > 0;
    }
    listening.endpoints.publish = ingress.lastEndpoint();
    listening.endpoints.subscribe = egress.lastEndpoint();
    listening.publishPort = portOf(listening.endpoints.publish);
    listening.subscribePort = portOf(listening.endpoints.subscribe);

    if (!options.ipcFolder.empty()) {
        if (auto bound = listenOnIpc(ingress, egress, options.ipcFolder); !bound)
            return tl::unexpected(bound.error());
        listening.endpoints.ipc = "ipc://" + options.ipcFolder.string();
    }
    return listening;
}

} // namespace eventscope::socket
