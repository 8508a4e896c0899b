// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/nats_flood.h"

#include <QCoreApplication>

#include <array>

#include <nats/nats.h>

#include "tests/bench/own_process.h"
#include "tests/live/nats/nats_server.h"

namespace eventscope::bench {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// QProcess wants an application object; the program has none of its own.
void ensureApplication()
{
    static int argc = 1;
    static std::array<char, 17> name{"eventscope_bench"};
    static std::array<char*, 2> argv{name.data(), nullptr};
    if (QCoreApplication::instance() == nullptr)
        static const QCoreApplication application(argc, argv.data());
}

} // namespace

NatsFlood::NatsFlood(Shape shape)
    : m_shape(shape)
    , m_server(std::make_unique<live::NatsServer>())
{
}

NatsFlood::~NatsFlood() = default;

std::unique_ptr<NatsFlood> NatsFlood::start(Shape shape)
{
    ensureApplication();
    std::unique_ptr<NatsFlood> flood(new NatsFlood(shape));
    // The server would otherwise cut off a subscriber that falls behind for a moment, ours or the bare one.
    if (live::NatsServer::program().isEmpty()
        || !flood->m_server->start(QStringLiteral("max_pending: 1GB\nwrite_deadline: \"60s\"\n")))
        return nullptr;
    return flood;
}

std::string NatsFlood::url() const { return m_server->url(); }

double NatsFlood::measure(const std::function<std::uint64_t()>& receive, std::uint64_t window) const
{
    const auto publisher = OwnProcess::start({.program = EVENTSCOPE_BENCH_NATS_PUBLISHER,
        .arguments = {url(), Subject, std::to_string(m_shape.messages), std::to_string(m_shape.payloadBytes),
            std::to_string(window)},
        .environment = {}});
    if (!publisher)
        return -1;
    const auto giveUp = Clock::now() + 60s;
    std::uint64_t seen = 0;
    while (seen == 0 && Clock::now() < giveUp)
        seen = receive();
    const auto first = Clock::now();
    const auto before = seen;
    while (seen < m_shape.messages && Clock::now() < giveUp) {
        if (window > 0)
            publisher->tellProgress(seen);
        seen = receive();
    }
    const std::chrono::duration<double> took = Clock::now() - first;
    if (seen < m_shape.messages || !publisher->finish(60s))
        return -1;
    return static_cast<double>(seen - before) / took.count();
}

double NatsFlood::bareRate() const
{
    natsConnection* connection = nullptr;
    if (natsConnection_ConnectTo(&connection, url().c_str()) != NATS_OK)
        return -1;
    natsSubscription* subscription = nullptr;
    natsConnection_SubscribeSync(&subscription, connection, Subject);
    natsSubscription_SetPendingLimits(subscription, -1, -1);
    natsConnection_Flush(connection);
    std::uint64_t seen = 0;
    const auto rate = measure([&] {
        natsMsg* message = nullptr;
        if (natsSubscription_NextMsg(&message, subscription, 100) == NATS_OK) {
            ++seen;
            natsMsg_Destroy(message);
        }
        return seen;
    });
    natsSubscription_Destroy(subscription);
    natsConnection_Destroy(connection);
    return rate;
}

} // namespace eventscope::bench
