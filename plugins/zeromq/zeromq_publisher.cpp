// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/zeromq/zeromq_publisher.h"

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include <zmq.h>

#include "broker/event/message_frames.h"

namespace eventscope::zeromq {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr auto SubscriptionWithin = 250ms; // a broker's own comes with the handshake; others may never come
constexpr auto ReconnectWithin = 3000ms; // after a flush
constexpr int LingerMs = 1000; // what close() without flush may cost at the end of the program
constexpr int QueuedMessages = 10'000; // then send() says Full

/// Takes what the far side subscribed to. True if there was something.
bool takeSubscriptions(void* socket)
{
    bool hasAny = false;
    zmq_msg_t message;
    zmq_msg_init(&message);
    while (zmq_msg_recv(&message, socket, ZMQ_DONTWAIT) >= 0)
        hasAny = true;
    zmq_msg_close(&message);
    return hasAny;
}

void awaitSubscription(void* socket, SteadyClock::time_point until)
{
    while (!takeSubscriptions(socket)) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now());
        if (left.count() <= 0)
            return;
        zmq_pollitem_t item{socket, 0, ZMQ_POLLIN, 0};
        zmq_poll(&item, 1, left.count());
    }
}

} // namespace

Result<> ZeroMqPublisher::open(const ConnectorConfig& config, std::chrono::milliseconds deadline)
{
    close();
    auto settings = parseConfig(config);
    if (!settings)
        return tl::unexpected(settings.error());
    if (settings->target.role == Target::Role::SubscribeOnly)
        return failure(
            Fault::Invalid, "url '" + config.value("url") + "': socket=sub can only read: leave it out to send events");
    m_settings = *std::move(settings);
    auto connected = connect(deadline);
    if (!connected)
        m_settings.reset();
    return connected;
}

Result<> ZeroMqPublisher::connect(std::chrono::milliseconds deadline)
{
    const auto until = SteadyClock::now() + deadline;
    const auto target = resolve(m_settings->target);
    if (!target)
        return tl::unexpected(target.error());
    if (target->publish.empty())
        return failure(Fault::Invalid,
            "url: it does not say where to send to: add ?publish=PORT, as 'eventscope broker' prints it");
    m_endpoint = target->publish;
    auto socket = makeClient(m_context.zeroMqContext, ZMQ_XPUB, m_settings->maxMessageBytes);
    if (!socket)
        return tl::unexpected(socket.error());
    setOption(*socket, ZMQ_SNDHWM, QueuedMessages);
    setOption(*socket, ZMQ_XPUB_NODROP, 1); // one far side only: to wait for it holds nobody else up
    setOption(*socket, ZMQ_LINGER, LingerMs);
    auto watch = ConnectionWatch::attach(m_context.zeroMqContext, *socket);
    if (!watch)
        return tl::unexpected(watch.error());
    if (auto connected = connectTo(*socket, m_endpoint); !connected)
        return connected;
    const auto news = watch->awaitConnection(until);
    if (!news)
        return failure(Fault::Unavailable,
            m_endpoint + " does not answer in time: check the address and what stands between (a firewall, a tunnel)");
    if (*news != ConnectionWatch::News::Connected)
        return tl::unexpected(explain(*news, m_endpoint));
    awaitSubscription(socket->get(), std::min(until, SteadyClock::now() + SubscriptionWithin));
    m_link.emplace(Link{*std::move(socket), *std::move(watch)});
    return {};
}

Result<> ZeroMqPublisher::checkLink()
{
    if (!m_settings)
        return failure(Fault::Unavailable, "the connection is not open");
    if (!m_link) {
        if (auto connected = connect(ReconnectWithin); !connected)
            return connected;
    }
    takeSubscriptions(m_link->socket.get());
    while (m_link->watch.take()) { }
    if (!m_link->watch.isConnected())
        return tl::unexpected(explain(ConnectionWatch::News::Lost, m_endpoint));
    return {};
}

Result<> ZeroMqPublisher::send(const IncomingEvent& event)
{
    if (auto checked = checkLink(); !checked)
        return checked;
    auto outgoing = event;
    if (outgoing.channel.empty())
        outgoing.channel = m_settings->target.prefix;
    if (outgoing.channel.empty())
        return failure(Fault::Invalid, "no topic: name one in the target, as in broker:orders.created");
    const auto limit = static_cast<std::size_t>(m_settings->maxMessageBytes);
    if (outgoing.payload && outgoing.payload->size() > limit)
        return failure(Fault::Invalid,
            "a payload of " + std::to_string(outgoing.payload->size()) + " bytes is larger than max_message_bytes, "
                + std::to_string(limit) + ": the far side would end the connection");
    return sendFrames(writeMessageFrames(outgoing));
}

Result<> ZeroMqPublisher::sendFrames(const std::vector<std::string>& frames)
{
    for (std::size_t index = 0; index < frames.size(); ++index) {
        const int more = index + 1 < frames.size() ? ZMQ_SNDMORE : 0;
        // Only the first frame can find the queue full: it is counted in whole messages.
        if (zmq_send(m_link->socket.get(), frames[index].data(), frames[index].size(), more | ZMQ_DONTWAIT) >= 0)
            continue;
        if (zmq_errno() == EAGAIN && index == 0)
            return failure(Fault::Full, m_endpoint + " takes events more slowly than they are sent: try again");
        return failure(Fault::Unavailable, m_endpoint + ": " + zmq_strerror(zmq_errno()));
    }
    m_link->hasSent = true;
    return {};
}

Result<> ZeroMqPublisher::flush(std::chrono::milliseconds deadline)
{
    if (!m_link || !m_link->hasSent)
        return {};
    // libzmq tells nobody what is still queued. A closed socket is gone once its queue is empty, and that is told.
    auto link = *std::move(m_link);
    m_link.reset();
    const auto until = SteadyClock::now() + deadline;
    setOption(link.socket, ZMQ_LINGER, static_cast<int>(deadline.count()));
    link.watch.release();
    link.socket.reset();
    if (!link.watch.awaitStopped(until) || SteadyClock::now() >= until)
        return failure(
            Fault::Unavailable, m_endpoint + " did not take everything in time: some of the events may be lost");
    return {};
}

void ZeroMqPublisher::close() noexcept
{
    m_link.reset();
    m_settings.reset();
}

} // namespace eventscope::zeromq
