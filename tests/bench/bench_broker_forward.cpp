// SPDX-License-Identifier: GPL-3.0-or-later
// The embedded broker with capture into the lanes against a bare libzmq proxy.
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include <zmq.h>

#include "broker/event/names.h"
#include "broker/socket/broker_loop.h"
#include "broker/stream/pump_loop.h"
#include "tests/bench/benchmark_list.h"
#include "tests/bench/forward_run.h"

namespace eventscope::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t Pairs = 5;

/// A session without window and log: one lane whose reader counts.
class OurBroker final : public Forwarder {
public:
    std::optional<ForwardEndpoints> start() override
    {
        m_fanOut.add(m_lane);
        stream::Intake::Options intakeOptions;
        intakeOptions.connection = m_names.connections.intern("broker");
        m_intake = std::make_shared<stream::Intake>(
            intakeOptions, m_names, m_clock, m_losses, m_pump.wakeUp(), stream::Intake::StateListener());
        m_pump.add(m_intake);
        m_pump.start();
        m_reader = std::jthread([this](const std::stop_token& stop) { count(stop); });
        socket::BrokerOptions options;
        options.publishPort = 0;
        options.subscribePort = 0;
        options.queuePerSubscriber = 0; // as the reference
        m_broker = std::make_unique<socket::BrokerLoop>(m_context, options, *m_intake, m_losses);
        const auto endpoints = m_broker->start();
        if (!endpoints)
            return std::nullopt;
        return ForwardEndpoints{endpoints->publish, endpoints->subscribe};
    }

    bool finish(std::size_t messages) override
    {
        m_broker.reset();
        m_pump.stop();
        m_reader.request_stop();
        m_lane->wake();
        m_reader.join();
        zmq_ctx_term(m_context);
        return m_counted >= messages;
    }

private:
    void count(const std::stop_token& stop)
    {
        for (;;) {
            const bool isLast = stop.stop_requested(); // the pump has ended: what is queued now is all
            while (const auto batch = m_lane->pop(isLast ? 0ms : 10ms))
                m_counted += batch->size();
            if (isLast)
                return;
        }
    }

    void* m_context = zmq_ctx_new();
    SystemClock m_clock;
    Names m_names;
    stream::LossLedger m_losses;
    std::shared_ptr<stream::Lane> m_lane = std::make_shared<stream::Lane>(stream::Lane::Options{"count"});
    stream::FanOut m_fanOut{m_losses};
    stream::PumpLoop m_pump{m_fanOut, Position(1)};
    std::shared_ptr<stream::Intake> m_intake;
    std::unique_ptr<socket::BrokerLoop> m_broker;
    std::size_t m_counted = 0; // the reader's; read after it has ended
    std::jthread m_reader;
};

/// zmq_proxy between XSUB and XPUB, unlimited water marks, no capture.
class BareProxy final : public Forwarder {
public:
    std::optional<ForwardEndpoints> start() override
    {
        m_ingress = bind(ZMQ_XSUB);
        m_egress = bind(ZMQ_XPUB);
        const ForwardEndpoints endpoints{endpointOf(m_ingress), endpointOf(m_egress)};
        m_thread = std::jthread([this] { zmq_proxy(m_ingress, m_egress, nullptr); });
        return endpoints;
    }

    bool finish(std::size_t /*messages*/) override
    {
        zmq_ctx_shutdown(m_context);
        m_thread.join();
        zmq_close(m_ingress);
        zmq_close(m_egress);
        zmq_ctx_term(m_context);
        return true;
    }

private:
    void* bind(int type)
    {
        void* socket = zmq_socket(m_context, type);
        const int none = 0;
        zmq_setsockopt(socket, ZMQ_SNDHWM, &none, sizeof none);
        zmq_setsockopt(socket, ZMQ_RCVHWM, &none, sizeof none);
        zmq_setsockopt(socket, ZMQ_LINGER, &none, sizeof none);
        zmq_bind(socket, "tcp://127.0.0.1:*");
        return socket;
    }
    static std::string endpointOf(void* socket)
    {
        std::string text(128, '\0');
        std::size_t size = text.size();
        zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, text.data(), &size);
        text.resize(size - 1);
        return text;
    }

    void* m_context = zmq_ctx_new();
    void* m_ingress = nullptr;
    void* m_egress = nullptr;
    std::jthread m_thread;
};

template <class Side> double measure(std::size_t messages, std::size_t payloadBytes)
{
    return measureForward([] { return std::make_unique<Side>(); }, messages, payloadBytes);
}

std::vector<BenchRow> compare(const std::string& name, std::size_t messages, std::size_t payloadBytes)
{
    const BenchGoal goal{name, "events/s", 0.9, Better::Higher, "libzmq zmq_proxy",
        "XSUB/XPUB on loopback TCP, unlimited water marks, publisher and subscriber in processes of their own, "
            + std::to_string(messages) + " messages of " + std::to_string(payloadBytes)
            + " B, ours captures each into a lane, log off"};
    return {comparePairs(
        goal, Pairs, [&] { return measure<OurBroker>(messages, payloadBytes); },
        [&] { return measure<BareProxy>(messages, payloadBytes); })};
}

} // namespace

std::vector<BenchRow> brokerForward100B(const BenchOptions& options)
{
    return compare("broker_forward_100B", options.isQuick ? 600'000 : 2'000'000, 100);
}

std::vector<BenchRow> brokerForward1KiB(const BenchOptions& options)
{
    return compare("broker_forward_1KiB", options.isQuick ? 150'000 : 400'000, 1024);
}

} // namespace eventscope::bench
