// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/zeromq/zeromq_connector.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <deque>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <zmq.h>

#include "broker/event/message_frames.h"

namespace eventscope::zeromq {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds LookForBrokerEvery = 500ms; // `broker:` while no broker runs
constexpr int MessagesPerWake = 1000;

} // namespace

struct ZeroMqConnector::Link {
    std::string endpoint;
    OwnedSocket socket; // before the watch, which must go first
    ConnectionWatch watch;
};

ZeroMqConnector::ZeroMqConnector(const Context& context)
    : m_context(context)
    , m_publisher(context)
    , m_probe(context)
{
}

ZeroMqConnector::~ZeroMqConnector()
{
    stop();
    if (m_stopSignal >= 0)
        ::close(m_stopSignal);
}

Result<> ZeroMqConnector::start(const ConnectorConfig& config, EventSink& sink)
{
    auto settings = parseConfig(config);
    if (!settings)
        return tl::unexpected(settings.error());
    if (settings->target.role == Target::Role::PublishOnly)
        return failure(
            Fault::Invalid, "url '" + config.value("url") + "': socket=pub can only send: leave it out to read events");
    m_settings = *std::move(settings);
    m_sink = &sink;
    m_lostAt.reset();
    m_lastProblem.clear();
    if (m_stopSignal >= 0)
        ::close(m_stopSignal);
    m_stopSignal = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (m_stopSignal < 0)
        return failure(Fault::Unavailable, std::string("the connection cannot start: ") + std::strerror(errno));
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    return {};
}

void ZeroMqConnector::stop() noexcept
{
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_stopSignal, &one, sizeof one);
    m_thread.join();
}

void ZeroMqConnector::run(const std::stop_token& stop)
{
    m_sink->report(ConnectionState::Connecting);
    while (!stop.stop_requested()) {
        if (auto link = connect())
            read(stop, *link);
        pollfd wait{m_stopSignal, POLLIN, 0};
        ::poll(&wait, 1, static_cast<int>(LookForBrokerEvery.count()));
    }
}

std::optional<ZeroMqConnector::Link> ZeroMqConnector::connect()
{
    const auto target = resolve(m_settings.target);
    if (!target) {
        sayDown(target.error());
        return std::nullopt;
    }
    auto socket = makeClient(m_context.zeroMqContext, ZMQ_SUB, m_settings.maxMessageBytes);
    if (!socket) {
        sayDown(socket.error());
        return std::nullopt;
    }
    auto watch = ConnectionWatch::attach(m_context.zeroMqContext, *socket);
    if (!watch) {
        sayDown(watch.error());
        return std::nullopt;
    }
    zmq_setsockopt(socket->get(), ZMQ_SUBSCRIBE, target->prefix.data(), target->prefix.size());
    if (auto connected = connectTo(*socket, target->subscribe); !connected) {
        sayDown(connected.error());
        return std::nullopt;
    }
    return Link{target->subscribe, *std::move(socket), *std::move(watch)};
}

void ZeroMqConnector::read(const std::stop_token& stop, Link& link)
{
    std::array<zmq_pollitem_t, 3> items{{
        {link.socket.get(), 0, ZMQ_POLLIN, 0},
        {link.watch.pair(), 0, ZMQ_POLLIN, 0},
        {nullptr, m_stopSignal, ZMQ_POLLIN, 0},
    }};
    while (!stop.stop_requested()) {
        if (zmq_poll(items.data(), static_cast<int>(items.size()), -1) < 0 && zmq_errno() != EINTR) {
            pollfd wait{m_stopSignal, POLLIN, 0}; // the context ends: there is nothing more to read
            ::poll(&wait, 1, -1);
            return;
        }
        // Messages first: those that came before a connection was lost stand before its gap.
        if ((items[0].revents & ZMQ_POLLIN) != 0)
            readMessages(link);
        bool isLost = false;
        while (const auto news = link.watch.take()) {
            tell(*news, link.endpoint);
            isLost = isLost || *news != ConnectionWatch::News::Connected;
        }
        // The broker of this user may come back on another port.
        if (isLost && m_settings.target.kind == Target::Kind::RunningBroker && !link.watch.isConnected())
            return;
    }
}

void ZeroMqConnector::readMessages(Link& link)
{
    std::deque<zmq_msg_t> frames; // never moves: views point into short messages themselves
    std::vector<std::string_view> views;
    std::vector<Header> headers;
    std::vector<Field> fields;
    TextStore texts;
    for (int count = 0; count < MessagesPerWake; ++count) {
        bool hasMore = true;
        std::size_t used = 0;
        while (hasMore) {
            if (used == frames.size())
                zmq_msg_init(&frames.emplace_back());
            if (zmq_msg_recv(&frames[used], link.socket.get(), ZMQ_DONTWAIT) < 0)
                break;
            hasMore = zmq_msg_more(&frames[used++]) != 0;
        }
        if (used == 0)
            break;
        views.clear();
        for (std::size_t frame = 0; frame < used; ++frame)
            views.emplace_back(static_cast<const char*>(zmq_msg_data(&frames[frame])), zmq_msg_size(&frames[frame]));
        headers.clear();
        fields.clear();
        IncomingEvent event;
        readMessageFrames(views, event, texts, headers, fields);
        static_cast<void>(m_sink->publish(std::span(&event, 1))); // the sink counts what it cannot keep
        texts.clear();
    }
    for (auto& frame : frames)
        zmq_msg_close(&frame);
}

void ZeroMqConnector::tell(ConnectionWatch::News news, const std::string& endpoint)
{
    if (news == ConnectionWatch::News::Stopped)
        return;
    if (news != ConnectionWatch::News::Connected) {
        if (news == ConnectionWatch::News::Lost && !m_lostAt)
            m_lostAt = m_context.clock.now();
        sayDown(explain(news, endpoint));
        return;
    }
    if (const auto lostAt = std::exchange(m_lostAt, std::nullopt)) {
        m_sink->reportGap({"", *lostAt, m_context.clock.now(),
            "The connection was lost; ZeroMQ publishers keep nothing for those who are away. Read from a reliable "
            "endpoint where this matters.",
            std::nullopt});
    }
    m_lastProblem.clear();
    m_sink->report(ConnectionState::Up);
}

void ZeroMqConnector::sayDown(const Error& error)
{
    if (std::exchange(m_lastProblem, error.what) != error.what)
        m_sink->report(ConnectionState::Down, error);
}

} // namespace eventscope::zeromq
