// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/socket/peer_loop.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "broker/socket/tcp_table.h"

namespace eventscope::socket {
namespace {

using namespace std::chrono_literals;

constexpr auto LookEvery = 1s; // people see who comes and goes; a look costs about a millisecond

/// The other end of a connection, where it is on this machine too.
const TcpConnection* otherEnd(const std::vector<TcpConnection>& table, const TcpConnection& connection)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const TcpConnection& other) {
        return other.localPort == connection.remotePort && other.remotePort == connection.localPort
            && other.localAddress == connection.remoteAddress && other.remoteAddress == connection.localAddress;
    });
    return found == table.end() ? nullptr : &*found;
}

} // namespace

PeerLoop::~PeerLoop() { stop(); }

void PeerLoop::start(std::uint16_t publishPort, std::uint16_t subscribePort)
{
    m_publishPort = publishPort;
    m_subscribePort = subscribePort;
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void PeerLoop::stop() noexcept
{
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    m_thread.join();
}

std::vector<BrokerPeer> PeerLoop::peers() const
{
    const std::scoped_lock lock(m_mutex);
    return m_peers;
}

void PeerLoop::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        auto peers = look();
        std::unique_lock lock(m_mutex);
        m_peers = std::move(peers);
        m_wake.wait_for(lock, stop, LookEvery, [] { return false; });
    }
}

std::vector<BrokerPeer> PeerLoop::look()
{
    const auto table = readTcpTables();
    std::vector<BrokerPeer> peers;
    std::vector<std::uint64_t> inodes; // of the peers' own sockets, in the order of `peers`; 0 = on another machine
    for (const auto& connection : table) {
        if (connection.localPort != m_publishPort && connection.localPort != m_subscribePort)
            continue;
        const auto* other = otherEnd(table, connection);
        auto& peer = peers.emplace_back();
        peer.side = connection.localPort == m_publishPort ? BrokerPeer::Side::Publish : BrokerPeer::Side::Subscribe;
        peer.address = connection.remoteAddress.find(':') == std::string::npos ? connection.remoteAddress
                                                                               : "[" + connection.remoteAddress + "]";
        peer.address += ":" + std::to_string(connection.remotePort);
        inodes.push_back(other == nullptr ? 0 : other->inode);
    }
    const auto owners = m_processes.find(inodes, std::chrono::steady_clock::now());
    for (std::size_t index = 0; index < peers.size(); ++index) {
        const auto owner = owners.find(inodes[index]);
        if (inodes[index] == 0 || owner == owners.end())
            continue;
        peers[index].pid = owner->second.pid;
        peers[index].process = owner->second.name;
    }
    return peers;
}

} // namespace eventscope::socket
