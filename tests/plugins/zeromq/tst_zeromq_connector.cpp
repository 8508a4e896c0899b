// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QHostAddress>
#include <QObject>
#include <QTcpServer>
#include <QTest>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include <zmq.hpp>

#include "broker/socket/broker_loop.h"
#include "plugins/zeromq/zeromq_connector.h"
#include "tests/fakes/recording_sink.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace std::chrono_literals;
using zeromq::ZeroMqConnector;

namespace {

constexpr int Deadline = 20'000;

std::string portOf(const std::string& endpoint) { return endpoint.substr(endpoint.rfind(':') + 1); }

ConnectorConfig configOf(const std::string& url)
{
    ConnectorConfig config;
    config.name = "test";
    config.values["url"] = url;
    return config;
}

} // namespace

class TestZeroMqConnector : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void theFirstEventThatIsSentArrives();
    void attributesAndEnvelopeSurviveTheWay();
    void aLostConnectionLeavesAGap();
    void anAbsentServerIsReportedNotReturned();
    void theWrongProtocolIsSaidSo();
    void theWrongDirectionIsRefused();
    void sendingToNobodyIsUnavailable();
    void sendingWithoutATopicIsRefused();
    void sendingAfterTheFarSideWentIsUnavailable();
    void everyEventOfManyIsFlushed();
    void aTestSaysWhatItFound();
    void stopIsQuickWhileConnecting();

private:
    void startBroker()
    {
        socket::BrokerOptions options;
        options.publishPort = 0;
        options.subscribePort = 0;
        m_broker = std::make_unique<socket::BrokerLoop>(m_zeroMq->handle(), options, *m_brokerSink, m_losses);
        m_endpoints = m_broker->start().value_or(socket::BrokerEndpoints{});
    }
    [[nodiscard]] std::string brokerUrl(const std::string& prefix = {}) const
    {
        return "broker://127.0.0.1:" + portOf(m_endpoints.subscribe) + "/" + prefix
            + "?publish=" + portOf(m_endpoints.publish);
    }
    /// A port of this machine at which nothing listens.
    [[nodiscard]] static std::string closedPort()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        return std::to_string(server.serverPort());
    }
    /// Sends until the connector has one: its subscription is then known to the broker.
    [[nodiscard]] bool awaitFlow()
    {
        return QTest::qWaitFor(
            [&] {
                IncomingEvent event;
                event.channel = "probe";
                event.payload = "probe";
                return m_connector->publisher()->send(event).has_value() && m_sink->eventCount() > 0;
            },
            Deadline);
    }

    SystemClock m_clock;
    stream::LossLedger m_losses;
    std::unique_ptr<zmq::context_t> m_zeroMq;
    std::optional<Context> m_context;
    std::unique_ptr<fakes::RecordingSink> m_brokerSink;
    std::unique_ptr<fakes::RecordingSink> m_sink;
    std::unique_ptr<socket::BrokerLoop> m_broker;
    socket::BrokerEndpoints m_endpoints;
    std::unique_ptr<ZeroMqConnector> m_connector;
};

void TestZeroMqConnector::init()
{
    m_zeroMq = std::make_unique<zmq::context_t>();
    m_context.emplace(Context{m_clock, m_zeroMq->handle()});
    m_brokerSink = std::make_unique<fakes::RecordingSink>();
    m_sink = std::make_unique<fakes::RecordingSink>();
    m_connector = std::make_unique<ZeroMqConnector>(*m_context);
}

void TestZeroMqConnector::cleanup()
{
    m_connector.reset();
    m_broker.reset();
    m_zeroMq.reset();
}

void TestZeroMqConnector::theFirstEventThatIsSentArrives()
{
    startBroker();
    auto* publisher = m_connector->publisher();
    VERIFY_RESULT(publisher->open(configOf(brokerUrl("orders.created")), 10s));
    IncomingEvent event;
    event.payload = "first";

    VERIFY_RESULT(publisher->send(event));
    VERIFY_RESULT(publisher->flush(10s));

    QTRY_COMPARE_WITH_TIMEOUT(m_brokerSink->eventCount(), std::size_t{1}, Deadline);
    const auto batch = m_brokerSink->take();
    QCOMPARE(m_brokerSink->names().channels.text(batch->event(0).channel), std::string_view("orders.created"));
    QCOMPARE(EventView(*batch, 0).payload().value(), std::string_view("first"));
}

void TestZeroMqConnector::attributesAndEnvelopeSurviveTheWay()
{
    startBroker();
    VERIFY_RESULT(m_connector->start(configOf(brokerUrl()), *m_sink));
    VERIFY_RESULT(m_connector->publisher()->open(configOf(brokerUrl()), 10s));
    QVERIFY(awaitFlow());
    IncomingEvent event;
    event.channel = "payments";
    event.producer = "payments-1";
    event.epoch = 3;
    event.sequence = 17;
    event.id = "p-17";
    event.source = "/shop/payments";
    event.type = "payment.authorized";
    event.subject = "order-1";
    event.contentType = "application/json";
    event.correlation = "order-1";
    event.causation = "o-1";
    event.payload = R"({"amount":1})";

    VERIFY_RESULT(m_connector->publisher()->send(event));

    SharedBatch last;
    QTRY_VERIFY_WITH_TIMEOUT((m_sink->eventCount() > 0 ? last = m_sink->take() : last)
            && m_sink->names().channels.text(last->event(last->size() - 1).channel) == "payments",
        Deadline);
    const EventView view(*last, last->size() - 1);
    QCOMPARE(m_sink->names().producers.text(view->producer), std::string_view("payments-1"));
    QCOMPARE(view->epoch, 3U);
    QCOMPARE(view->sequence, std::uint64_t{17});
    QCOMPARE(view.id(), std::string_view("p-17"));
    QCOMPARE(m_sink->names().types.text(view->type), std::string_view("payment.authorized"));
    QCOMPARE(m_sink->names().sources.text(view->source), std::string_view("/shop/payments"));
    QCOMPARE(view.correlation(), std::string_view("order-1"));
    QCOMPARE(view.causation(), std::string_view("o-1"));
    QCOMPARE(view.payload().value(), std::string_view(R"({"amount":1})"));
}

void TestZeroMqConnector::aLostConnectionLeavesAGap()
{
    auto feed = std::make_unique<zmq::socket_t>(*m_zeroMq, zmq::socket_type::pub);
    feed->set(zmq::sockopt::linger, 0);
    feed->bind("tcp://127.0.0.1:*");
    const auto endpoint = feed->get(zmq::sockopt::last_endpoint);
    VERIFY_RESULT(m_connector->start(configOf("zmq+tcp://127.0.0.1:" + portOf(endpoint) + "/"), *m_sink));
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->hasReported(ConnectionState::Up), Deadline);
    QVERIFY(m_sink->gaps().empty());

    feed.reset();
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->hasReported(ConnectionState::Down), Deadline);
    feed = std::make_unique<zmq::socket_t>(*m_zeroMq, zmq::socket_type::pub);
    feed->set(zmq::sockopt::linger, 0);
    QVERIFY(QTest::qWaitFor([&] { return zmq_bind(feed->handle(), endpoint.c_str()) == 0; }, Deadline));

    QTRY_COMPARE_WITH_TIMEOUT(m_sink->gaps().size(), std::size_t{1}, Deadline);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->reports().back().state == ConnectionState::Up, Deadline);
}

void TestZeroMqConnector::anAbsentServerIsReportedNotReturned()
{
    const auto port = closedPort();

    VERIFY_RESULT(m_connector->start(configOf("zmq+tcp://127.0.0.1:" + port + "/"), *m_sink));

    QTRY_VERIFY_WITH_TIMEOUT(m_sink->hasReported(ConnectionState::Down), Deadline);
    const auto error = m_sink->reports().back().error;
    QVERIFY(error.has_value());
    QVERIFY2(error->what.find("nothing listens at tcp://127.0.0.1:" + port) != std::string::npos, error->what.c_str());
}

void TestZeroMqConnector::theWrongProtocolIsSaidSo()
{
    zmq::socket_t stranger(*m_zeroMq, zmq::socket_type::stream); // answers nothing that is ZeroMQ
    stranger.bind("tcp://127.0.0.1:*");
    VERIFY_RESULT(m_connector->start(
        configOf("zmq+tcp://127.0.0.1:" + portOf(stranger.get(zmq::sockopt::last_endpoint)) + "/"), *m_sink));
    zmq::message_t who;
    zmq::message_t text;
    QVERIFY(stranger.recv(who).has_value());
    QVERIFY(stranger.recv(text).has_value());

    stranger.send(who, zmq::send_flags::sndmore);
    stranger.send(zmq::str_buffer("HTTP/1.1 400 Bad Request\r\n\r\n"), zmq::send_flags::none);

    QTRY_VERIFY_WITH_TIMEOUT(m_sink->hasReported(ConnectionState::Down), Deadline);
    QVERIFY2(m_sink->reports().back().error->what.find("handshake") != std::string::npos,
        m_sink->reports().back().error->what.c_str());
}

void TestZeroMqConnector::theWrongDirectionIsRefused()
{
    const auto started = m_connector->start(configOf("zmq+tcp://127.0.0.1:1/?socket=pub"), *m_sink);
    const auto opened = m_connector->publisher()->open(configOf("zmq+tcp://127.0.0.1:1/?socket=sub"), 1s);
    const auto oneWay = m_connector->publisher()->open(configOf("broker://127.0.0.1:1/"), 1s);

    QVERIFY(!started && started.error().fault == Fault::Invalid);
    QVERIFY(!opened && opened.error().fault == Fault::Invalid);
    QVERIFY(!oneWay && oneWay.error().fault == Fault::Invalid);
    QVERIFY(oneWay.error().what.find("publish=PORT") != std::string::npos);
}

void TestZeroMqConnector::sendingToNobodyIsUnavailable()
{
    const auto opened = m_connector->publisher()->open(configOf("zmq+tcp://127.0.0.1:" + closedPort() + "/x"), 10s);
    const auto sent = m_connector->publisher()->send(IncomingEvent{});

    QVERIFY(!opened && opened.error().fault == Fault::Unavailable);
    QVERIFY(!sent && sent.error().fault == Fault::Unavailable);
}

void TestZeroMqConnector::sendingWithoutATopicIsRefused()
{
    startBroker();
    VERIFY_RESULT(m_connector->publisher()->open(configOf(brokerUrl()), 10s));

    const auto sent = m_connector->publisher()->send(IncomingEvent{});

    QVERIFY(!sent && sent.error().fault == Fault::Invalid);
}

void TestZeroMqConnector::sendingAfterTheFarSideWentIsUnavailable()
{
    startBroker();
    auto* publisher = m_connector->publisher();
    VERIFY_RESULT(publisher->open(configOf(brokerUrl("x")), 10s));
    IncomingEvent event;
    event.payload = "y";
    VERIFY_RESULT(publisher->send(event));

    m_broker->stop();

    QTRY_VERIFY_WITH_TIMEOUT(!publisher->send(event).has_value(), Deadline);
    QVERIFY(publisher->send(event).error().fault == Fault::Unavailable);
}

void TestZeroMqConnector::everyEventOfManyIsFlushed()
{
    constexpr std::size_t events = 30'000; // more than may be queued at once
    startBroker();
    auto* publisher = m_connector->publisher();
    VERIFY_RESULT(publisher->open(configOf(brokerUrl("many")), 10s));
    IncomingEvent event;
    event.payload = "payload";

    std::size_t sent = 0;
    while (sent < events) {
        const auto result = publisher->send(event);
        QVERIFY(result || result.error().fault == Fault::Full);
        sent += result ? std::size_t{1} : std::size_t{0};
    }
    VERIFY_RESULT(publisher->flush(20s));
    publisher->close();

    QTRY_COMPARE_WITH_TIMEOUT(m_brokerSink->eventCount(), events, Deadline);
}

void TestZeroMqConnector::aTestSaysWhatItFound()
{
    startBroker();

    const auto text = m_connector->connectionTest()->test(configOf(brokerUrl("orders.")), 10s);
    const auto description = m_connector->describer()->describe(configOf(brokerUrl("orders.")), 10s);
    const auto refused =
        m_connector->connectionTest()->test(configOf("zmq+tcp://127.0.0.1:" + closedPort() + "/"), 10s);

    VERIFY_RESULT(text);
    QVERIFY2(text->find("'orders.'") != std::string::npos, text->c_str());
    VERIFY_RESULT(description);
    QCOMPARE(description->system.front().second, m_endpoints.subscribe);
    QVERIFY(!refused && refused.error().fault == Fault::Unavailable);
}

void TestZeroMqConnector::stopIsQuickWhileConnecting()
{
    VERIFY_RESULT(m_connector->start(configOf("zmq+tcp://127.0.0.1:" + closedPort() + "/"), *m_sink));

    QElapsedTimer timer;
    timer.start();
    m_connector->stop();
    m_connector->stop();

    QVERIFY(timer.elapsed() < 2000);
    const auto reports = m_sink->reports().size();
    QTest::qWait(300);
    QCOMPARE(m_sink->reports().size(), reports);
}

QTEST_GUILESS_MAIN(TestZeroMqConnector)
#include "tst_zeromq_connector.moc"
