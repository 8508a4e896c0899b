// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/event/result.h"
#include "broker/plugin/event_sink.h"
#include "broker/stream/loss_ledger.h"

namespace eventscope::socket {

struct BrokerOptions {
    std::string listen = "127.0.0.1";
    std::optional<std::uint16_t> publishPort; ///< 0 = a free one; nullopt = 5570, moved up in steps of 10 where taken
    std::optional<std::uint16_t> subscribePort; ///< likewise, 5571; the default ports move together
    std::filesystem::path ipcFolder; ///< mode 0700, made if absent; empty = no ipc endpoints
    /// Messages that may wait for one slow subscriber; more are dropped for it alone. 0 = no bound.
    int queuePerSubscriber = 100'000;
};

/// Where the broker listens.
struct BrokerEndpoints {
    std::string publish; ///< publishers connect here: tcp://…
    std::string subscribe; ///< subscribers connect here: tcp://…
    std::string ipc; ///< ipc://…/publish beside ipc://…/subscribe; this is their common folder; empty without
    bool hasMoved = false; ///< default ports were taken, the next ones are used
};

/// A program that is connected to the broker.
struct BrokerPeer {
    enum class Side { Publish, Subscribe };
    Side side = Side::Publish;
    std::string address; ///< host:port of the peer, or the ipc endpoint
    std::optional<std::int64_t> pid; ///< on Linux, for peers on this machine that may be looked at
    std::string process; ///< name of the process; empty where unknown
};

/// The publish/subscribe half of the embedded broker: XSUB in, XPUB out, an own forward loop that copies each event
/// into the session on its way. At most once; new subscribers do not see old events. wire_format.md is for people who
/// write clients.
///
/// Life: made, started, stopped. Thread: owns one; the functions by one thread at a time, peers() by any.
class BrokerLoop {
public:
    /// `context` is the one ZeroMQ context (void*) of the process. `sink` gets every event that is published.
    BrokerLoop(void* context, BrokerOptions options, EventSink& sink, stream::LossLedger& losses);
    ~BrokerLoop();
    BrokerLoop(const BrokerLoop&) = delete;
    BrokerLoop& operator=(const BrokerLoop&) = delete;

    /// Binds; the endpoints are reachable when it returns.
    /// Errors: Unavailable (a port that was asked for is taken: names it), Invalid (an address that cannot be bound).
    [[nodiscard]] Result<BrokerEndpoints> start();
    void stop() noexcept;

    /// Who is connected now.
    [[nodiscard]] std::vector<BrokerPeer> peers() const;

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace eventscope::socket
