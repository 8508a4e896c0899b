// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/scenario/scenario_client.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>
#include <zmq.h>

#include "broker/event/message_frames.h"

namespace eventscope::scenario {
namespace {

using namespace std::chrono_literals;

constexpr auto SettleFor = 300ms; // subscriptions of readers are still on their way when writers have theirs
constexpr auto LongestWait = 50ms; // bounds how late a client notices that all others are there
constexpr std::int64_t MaxMessageBytes = std::int64_t{1} << 20;

} // namespace

void ScenarioClient::Closer::operator()(void* socket) const { zmq_close(socket); }

ScenarioClient::ScenarioClient(const ClientScript& script, const Scenario& scenario, ScenarioProgress& progress)
    : m_script(script)
    , m_progress(progress)
    , m_book(script, scenario.lists, scenario.seed)
    , m_pace(scenario.seed, script.name + "/pace")
    , m_nextOrder(script.begins ? script.begins->first : 0)
{
}

ScenarioClient::~ScenarioClient()
{
    stop();
    if (m_stopSignal >= 0)
        ::close(m_stopSignal);
}

Result<> ScenarioClient::start(void* zmqContext, const ScenarioEndpoints& endpoints)
{
    m_reader.reset(zmq_socket(zmqContext, ZMQ_SUB));
    m_writer.reset(zmq_socket(zmqContext, ZMQ_XPUB));
    m_stopSignal = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (!m_reader || !m_writer || m_stopSignal < 0)
        return failure(Fault::Unavailable, m_script.name + ": no more sockets or descriptors: " + std::strerror(errno));
    for (const auto* socket : {&m_reader, &m_writer}) {
        const int none = 0;
        zmq_setsockopt(socket->get(), ZMQ_LINGER, &none, sizeof none);
        zmq_setsockopt(socket->get(), ZMQ_RCVHWM, &none, sizeof none);
        zmq_setsockopt(socket->get(), ZMQ_MAXMSGSIZE, &MaxMessageBytes, sizeof MaxMessageBytes);
    }
    for (const auto& prefix : m_script.reads)
        zmq_setsockopt(m_reader.get(), ZMQ_SUBSCRIBE, prefix.data(), prefix.size());
    if (zmq_connect(m_reader.get(), endpoints.subscribe.c_str()) != 0
        || zmq_connect(m_writer.get(), endpoints.publish.c_str()) != 0)
        return failure(Fault::Invalid,
            m_script.name + " cannot connect to " + endpoints.subscribe + " and " + endpoints.publish + ": "
                + zmq_strerror(zmq_errno()));
    m_epoch = static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::seconds>(m_clock.now().time_since_epoch()).count());
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    return {};
}

void ScenarioClient::stop() noexcept
{
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_stopSignal, &one, sizeof one);
    m_thread.join();
    m_reader.reset();
    m_writer.reset();
}

void ScenarioClient::run(const std::stop_token& stop)
{
    std::array<zmq_pollitem_t, 3> items{{
        {m_reader.get(), 0, ZMQ_POLLIN, 0},
        {m_writer.get(), 0, ZMQ_POLLIN, 0},
        {nullptr, m_stopSignal, ZMQ_POLLIN, 0},
    }};
    while (!stop.stop_requested()) {
        if (zmq_poll(items.data(), static_cast<int>(items.size()), millisecondsToWait()) < 0 && zmq_errno() != EINTR)
            return; // the context ends
        noteSubscriptions();
        readEvents();
        const auto now = m_clock.steadyNow();
        beginOrders(now);
        for (const auto& due : m_book.takeDue(now))
            publish(*due.outcome->publish, due.order, due.causation, due.payload,
                due.outcome->isLost ? 0 : due.outcome->times);
    }
}

long ScenarioClient::millisecondsToWait() const
{
    auto next = m_book.nextDue();
    if (m_nextOrderAt && (!next || *m_nextOrderAt < *next))
        next = m_nextOrderAt;
    const auto now = m_clock.steadyNow();
    const auto until = std::min(next.value_or(now + LongestWait), now + LongestWait);
    return std::max<long>(std::chrono::ceil<std::chrono::milliseconds>(until - now).count(), 0);
}

void ScenarioClient::noteSubscriptions()
{
    char byte = 0;
    while (zmq_recv(m_writer.get(), &byte, 1, ZMQ_DONTWAIT) >= 0) {
        if (!std::exchange(m_hasReached, true))
            m_progress.awaitedClients.fetch_sub(1);
    }
}

void ScenarioClient::readEvents()
{
    std::deque<zmq_msg_t> frames; // never moves: views point into short messages themselves
    std::vector<std::string_view> views;
    std::vector<Header> headers;
    std::vector<Field> fields;
    TextStore texts;
    for (;;) {
        bool hasMore = true;
        std::size_t used = 0;
        while (hasMore) {
            if (used == frames.size())
                zmq_msg_init(&frames.emplace_back());
            if (zmq_msg_recv(&frames[used], m_reader.get(), ZMQ_DONTWAIT) < 0)
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
        if (!event.correlation.empty() && event.payload)
            m_book.see(event.type, std::string(event.correlation), event.id, *event.payload, m_clock.steadyNow());
        texts.clear();
    }
    for (auto& frame : frames)
        zmq_msg_close(&frame);
}

void ScenarioClient::beginOrders(SteadyTime now)
{
    if (!m_script.begins)
        return;
    if (!m_nextOrderAt) {
        if (m_progress.awaitedClients.load() <= 0)
            m_nextOrderAt = now + SettleFor;
        return;
    }
    const std::chrono::duration<double> mean(1.0 / m_script.begins->perSecond);
    while (*m_nextOrderAt <= now) {
        const auto order = std::to_string(m_nextOrder++);
        publish(m_script.begins->publish, order, {}, m_book.begin(order), 1);
        // Unevenly spaced, as orders are, but the same number a minute.
        m_nextOrderAt = *m_nextOrderAt
            + std::chrono::duration_cast<std::chrono::nanoseconds>(mean * (0.25 + 1.5 * m_pace.fraction()));
    }
}

void ScenarioClient::publish(const Publication& form, const std::string& order, const std::string& causation,
    const std::string& payload, int times)
{
    const auto id = m_script.name + "-" + std::to_string(m_epoch) + "-" + std::to_string(m_nextId++);
    auto& sequence = m_sequences[form.channel];
    if (times == 0)
        ++sequence; // was given to an event that is lost on its way
    for (int count = 0; count < times; ++count) {
        IncomingEvent event;
        event.channel = form.channel;
        event.producer = m_script.name;
        event.epoch = m_epoch;
        event.sequence = sequence++;
        event.eventTime = m_clock.now();
        event.key = order;
        event.id = id;
        event.source = m_script.source;
        event.type = form.type;
        event.subject = order;
        event.contentType = "application/json";
        event.correlation = order;
        event.causation = causation;
        event.payload = payload;
        const auto frames = writeMessageFrames(event);
        for (std::size_t index = 0; index < frames.size(); ++index)
            zmq_send(m_writer.get(), frames[index].data(), frames[index].size(),
                ZMQ_DONTWAIT | (index + 1 < frames.size() ? ZMQ_SNDMORE : 0));
        m_progress.publishedEvents.fetch_add(1, std::memory_order_relaxed);
    }
}

} // namespace eventscope::scenario
