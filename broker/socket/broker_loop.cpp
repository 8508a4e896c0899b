// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/socket/broker_loop.h"

#include <utility>

#include <zmq.h>

#include "broker/socket/forward_loop.h"
#include "broker/socket/listener.h"
#include "broker/socket/peer_loop.h"
#include "broker/socket/zmq_socket.h"

namespace eventscope::socket {

namespace {

constexpr int QueuePerPublisher = 50'000; // messages; some tenths of a second

} // namespace

class BrokerLoop::Worker {
public:
    Worker(void* context, BrokerOptions options, EventSink& sink, stream::LossLedger& losses)
        : m_context(context)
        , m_options(std::move(options))
        , m_sink(sink)
        , m_losses(losses)
    {
    }

    Result<BrokerEndpoints> start()
    {
        auto ingress = openSocket(ZMQ_XSUB);
        if (!ingress)
            return tl::unexpected(ingress.error());
        auto egress = openSocket(ZMQ_XPUB);
        if (!egress)
            return tl::unexpected(egress.error());
        const auto listening = listen(*ingress, *egress, m_options);
        if (!listening)
            return tl::unexpected(listening.error());
        m_forward = std::make_unique<ForwardLoop>(*std::move(ingress), *std::move(egress), m_sink, m_losses);
        if (auto started = m_forward->start(); !started) {
            m_forward.reset();
            return tl::unexpected(started.error());
        }
        m_peers.start(listening->publishPort, listening->subscribePort);
        m_sink.report(ConnectionState::Up);
        return listening->endpoints;
    }

    void stop() noexcept
    {
        m_peers.stop();
        if (!m_forward)
            return;
        m_forward->stop();
        m_forward.reset(); // closes the sockets
        m_sink.report(ConnectionState::Ended);
    }

    [[nodiscard]] std::vector<BrokerPeer> peers() const { return m_peers.peers(); }

private:
    /// The forward loop never waits for the session, but publishers can send faster than it gets time to forward: the
    /// bound then holds them back instead of filling the memory. No heartbeats here: with those of its own, a SUB with
    /// a full receive pipe makes libzmq 4.3.4 abort. This listening XSUB did not abort in some 40 stalls of 1 to 5 s
    /// with heartbeats of its peers, nor in 8 with its own: no proof, since the abort itself was not reproduced here.
    [[nodiscard]] Result<ZmqSocket> openSocket(int type) const
    {
        auto socket = ZmqSocket::open(m_context, type);
        if (socket) {
            socket->set(ZMQ_RCVHWM, type == ZMQ_XSUB ? QueuePerPublisher : 0);
            socket->set(ZMQ_SNDHWM, type == ZMQ_XPUB ? m_options.queuePerSubscriber : 0);
        }
        return socket;
    }

    void* m_context; // these outlive the broker: the session owns them
    BrokerOptions m_options;
    EventSink& m_sink;
    stream::LossLedger& m_losses;
    std::unique_ptr<ForwardLoop> m_forward;
    PeerLoop m_peers;
};

BrokerLoop::BrokerLoop(void* context, BrokerOptions options, EventSink& sink, stream::LossLedger& losses)
    : m_worker(std::make_unique<Worker>(context, std::move(options), sink, losses))
{
}

BrokerLoop::~BrokerLoop() { stop(); }

Result<BrokerEndpoints> BrokerLoop::start() { return m_worker->start(); }

void BrokerLoop::stop() noexcept { m_worker->stop(); }

std::vector<BrokerPeer> BrokerLoop::peers() const { return m_worker->peers(); }

} // namespace eventscope::socket
