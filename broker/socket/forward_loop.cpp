// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/socket/forward_loop.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>
#include <zmq.h>

#include "broker/socket/message_burst.h"

namespace eventscope::socket {
namespace {

constexpr std::size_t MessagesPerWake = 1000; // then subscriptions get their turn

} // namespace

ForwardLoop::ForwardLoop(ZmqSocket ingress, ZmqSocket egress, EventSink& sink, stream::LossLedger& losses)
    : m_ingress(std::move(ingress))
    , m_egress(std::move(egress))
    , m_sink(sink)
    , m_losses(losses)
{
}

ForwardLoop::~ForwardLoop()
{
    stop();
    if (m_stopSignal >= 0)
        ::close(m_stopSignal);
}

Result<> ForwardLoop::start()
{
    m_stopSignal = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (m_stopSignal < 0)
        return failure(Fault::Unavailable, std::string("the broker cannot start: ") + std::strerror(errno));
    // A publisher sends only what is subscribed to. The session wants to see everything, also what nobody reads.
    zmq_send(m_ingress.handle(), "\x01", 1, ZMQ_DONTWAIT);
    m_thread = std::jthread([this] { run(); });
    return {};
}

void ForwardLoop::stop() noexcept
{
    if (!m_thread.joinable())
        return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_stopSignal, &one, sizeof one);
    m_thread.join();
}

void ForwardLoop::run()
{
    MessageBurst burst;
    std::array<zmq_pollitem_t, 3> items{{
        {m_ingress.handle(), 0, ZMQ_POLLIN, 0},
        {m_egress.handle(), 0, ZMQ_POLLIN, 0},
        {nullptr, m_stopSignal, ZMQ_POLLIN, 0},
    }};
    for (;;) {
        if (zmq_poll(items.data(), static_cast<int>(items.size()), -1) < 0) {
            if (zmq_errno() == EINTR)
                continue;
            return; // the context ends
        }
        if ((items[1].revents & ZMQ_POLLIN) != 0)
            forwardSubscriptions();
        if ((items[0].revents & ZMQ_POLLIN) != 0 || items[2].revents != 0) {
            for (std::size_t messages = 0; messages < MessagesPerWake && forwardBurst(burst); messages += 64) { }
        }
        if (items[2].revents != 0)
            return;
    }
}

bool ForwardLoop::forwardBurst(MessageBurst& burst)
{
    if (burst.receive(m_ingress.handle()) == 0)
        return false;
    if (const auto refused = burst.capture(m_sink); refused > 0)
        m_losses.add(stream::Loss::IntakeFull, refused);
    burst.forward(m_egress.handle());
    return true;
}

void ForwardLoop::forwardSubscriptions()
{
    zmq_msg_t message;
    zmq_msg_init(&message);
    for (std::size_t count = 0; count < MessagesPerWake; ++count) {
        if (zmq_msg_recv(&message, m_egress.handle(), ZMQ_DONTWAIT) < 0)
            break;
        // 1 = subscribe, 0 = cancel. Anything else would be a subscriber that talks to publishers: not passed on.
        const auto* bytes = static_cast<const char*>(zmq_msg_data(&message));
        if (zmq_msg_size(&message) > 0 && (bytes[0] == 1 || bytes[0] == 0) && zmq_msg_more(&message) == 0)
            zmq_msg_send(&message, m_ingress.handle(), ZMQ_DONTWAIT);
    }
    zmq_msg_close(&message);
}

} // namespace eventscope::socket
