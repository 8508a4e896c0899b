// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <thread>

#include "broker/event/result.h"
#include "broker/plugin/event_sink.h"
#include "broker/socket/zmq_socket.h"
#include "broker/stream/loss_ledger.h"

namespace eventscope::socket {

/// The thread that moves messages from publishers to subscribers, with a copy of each into the sink, and subscriptions
/// the other way.
///
/// Life: made with bound sockets, started, stopped. Thread: the functions by one thread.
class ForwardLoop {
public:
    ForwardLoop(ZmqSocket ingress, ZmqSocket egress, EventSink& sink, stream::LossLedger& losses);
    ~ForwardLoop();
    ForwardLoop(const ForwardLoop&) = delete;
    ForwardLoop& operator=(const ForwardLoop&) = delete;

    /// Error: Unavailable where the process has no more descriptors.
    [[nodiscard]] Result<> start();
    /// Forwards what has arrived, then ends the thread. The sink is not called afterwards.
    void stop() noexcept;

private:
    void run();
    /// False when nothing waited.
    bool forwardBurst(class MessageBurst& burst);
    void forwardSubscriptions();

    ZmqSocket m_ingress;
    ZmqSocket m_egress;
    EventSink& m_sink; // these outlive the broker: the session owns them
    stream::LossLedger& m_losses;
    int m_stopSignal = -1; // eventfd: wakes the thread out of its poll
    std::jthread m_thread;
};

} // namespace eventscope::socket
