// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "broker/socket/broker_loop.h"
#include "broker/socket/peer_process.h"

namespace eventscope::socket {

/// Keeps the list of connected programs, from the TCP table of the kernel, looked at once a second on a thread of its
/// own. The table needs no socket monitor, which in libzmq 4.3.4 can block the I/O thread.
///
/// Life: made, started, stopped. Thread: peers() by any, the others by one.
class PeerLoop {
public:
    PeerLoop() = default;
    ~PeerLoop();
    PeerLoop(const PeerLoop&) = delete;
    PeerLoop& operator=(const PeerLoop&) = delete;

    void start(std::uint16_t publishPort, std::uint16_t subscribePort);
    void stop() noexcept;

    [[nodiscard]] std::vector<BrokerPeer> peers() const;

private:
    void run(const std::stop_token& stop);
    [[nodiscard]] std::vector<BrokerPeer> look();

    std::uint16_t m_publishPort = 0; // these three are the thread's own once it runs
    std::uint16_t m_subscribePort = 0;
    PeerProcesses m_processes;

    mutable std::mutex m_mutex; // guards m_peers
    std::condition_variable_any m_wake;
    std::vector<BrokerPeer> m_peers;
    std::jthread m_thread;
};

} // namespace eventscope::socket
