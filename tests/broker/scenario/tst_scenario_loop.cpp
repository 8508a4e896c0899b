// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QObject>
#include <QTest>

#include <memory>
#include <set>
#include <string>

#include <zmq.hpp>

#include "broker/scenario/scenario_list.h"
#include "broker/scenario/scenario_loop.h"
#include "broker/socket/broker_loop.h"
#include "tests/fakes/recording_sink.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::scenario;

namespace {

constexpr int Deadline = 30'000;

} // namespace

class TestScenarioLoop : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void theShopTalksThroughTheBroker();
    void withoutABrokerNothingIsSent();

private:
    std::unique_ptr<zmq::context_t> m_context;
    std::unique_ptr<fakes::RecordingSink> m_sink;
    stream::LossLedger m_losses;
};

void TestScenarioLoop::init()
{
    m_context = std::make_unique<zmq::context_t>();
    m_sink = std::make_unique<fakes::RecordingSink>();
}

void TestScenarioLoop::cleanup() { m_context.reset(); }

void TestScenarioLoop::theShopTalksThroughTheBroker()
{
    socket::BrokerOptions options;
    options.publishPort = 0;
    options.subscribePort = 0;
    socket::BrokerLoop broker(m_context->handle(), options, *m_sink, m_losses);
    const auto endpoints = broker.start();
    VERIFY_RESULT(endpoints);
    auto shop = loadScenario("orders");
    VERIFY_RESULT(shop);
    ScenarioLoop loop(m_context->handle(), {endpoints->publish, endpoints->subscribe}, *std::move(shop));

    VERIFY_RESULT(loop.start());
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->eventCount() >= 600, Deadline);
    loop.stop();
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->eventCount() >= loop.publishedEvents(), Deadline);

    const auto batch = m_sink->take();
    auto& names = m_sink->names();
    std::set<std::string> types;
    std::set<std::string_view> ids;
    std::size_t orphans = 0; // with a cause that was not seen before
    std::size_t unnamed = 0; // without an attribute that every event has
    std::size_t unfitting = 0; // payloads of another size than such systems have
    for (std::size_t index = 0; index < batch->size(); ++index) {
        const EventView event(*batch, index);
        types.insert(std::string(names.types.text(event->type)));
        ids.insert(event.id());
        if (!event.causation().empty() && !ids.contains(event.causation()))
            ++orphans;
        if (event.correlation().empty() || event.subject().empty() || names.sources.text(event->source).empty()
            || names.producers.text(event->producer).empty() || event->sequence == Event::NoSequence
            || event->eventTime == NoTime)
            ++unnamed;
        const auto bytes = event.payload().value_or("").size();
        if (bytes < 120 || bytes > 700)
            ++unfitting;
    }
    QCOMPARE(orphans, std::size_t{0}); // captured before it is forwarded: a cause stands before its effects
    QCOMPARE(unnamed, std::size_t{0});
    QCOMPARE(unfitting, std::size_t{0});
    for (const auto* type : {"order.created", "payment.authorized", "payment.declined", "stock.reserved",
             "fraud.cleared", "shipment.created", "mail.sent", "order.completed", "order.cancelled"})
        QVERIFY2(types.contains(type), type);
}

void TestScenarioLoop::withoutABrokerNothingIsSent()
{
    auto shop = loadScenario("orders");
    VERIFY_RESULT(shop);
    zmq::socket_t closed(*m_context, zmq::socket_type::pull);
    closed.bind("tcp://127.0.0.1:*");
    const auto endpoint = closed.get(zmq::sockopt::last_endpoint);
    closed.close();
    ScenarioLoop loop(m_context->handle(), {endpoint, endpoint}, *std::move(shop));
    VERIFY_RESULT(loop.start());

    QElapsedTimer timer;
    timer.start();
    loop.stop();

    QVERIFY(timer.elapsed() < 2000);
    QCOMPARE(loop.publishedEvents(), std::uint64_t{0});
}

QTEST_GUILESS_MAIN(TestScenarioLoop)
#include "tst_scenario_loop.moc"
