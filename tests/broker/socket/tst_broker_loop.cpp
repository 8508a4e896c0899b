// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <unistd.h>
#include <zmq.hpp>

#include "broker/socket/broker_loop.h"
#include "tests/fakes/recording_sink.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::socket;

namespace {

constexpr int Deadline = 20'000;

BrokerOptions freePorts()
{
    BrokerOptions options;
    options.publishPort = 0;
    options.subscribePort = 0;
    return options;
}

std::uint16_t portOf(const std::string& endpoint)
{
    return static_cast<std::uint16_t>(std::stoul(endpoint.substr(endpoint.rfind(':') + 1)));
}

bool send(zmq::socket_t& socket, const std::string& topic, const std::string& payload)
{
    return socket.send(zmq::buffer(topic), zmq::send_flags::sndmore)
        && socket.send(zmq::buffer(payload), zmq::send_flags::none);
}

/// One message as text, its frames joined by `|`; empty when none waits.
std::string receive(zmq::socket_t& socket)
{
    std::string text;
    zmq::message_t frame;
    do {
        if (!socket.recv(frame, zmq::recv_flags::dontwait))
            return text;
        text += (text.empty() ? "" : "|") + frame.to_string();
    } while (frame.more());
    return text;
}

} // namespace

class TestBrokerLoop : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aMessageReachesSubscriberAndSession();
    void theSessionSeesWhatNobodySubscribesTo();
    void onlySubscribedTopicsAreDelivered();
    void manyMessagesKeepTheirOrder();
    void ipcEndpointsCarryMessages();
    void aTakenPortIsNamed();
    void anAddressThatOthersReachIsRefused_data();
    void anAddressThatOthersReachIsRefused();
    void defaultPortsMoveTogether();
    void aLivingOwnerKeepsItsIpcEndpoint();
    void connectedProgramsAreNamed();
    void stopIsQuickAndFinal();

private:
    [[nodiscard]] Result<BrokerEndpoints> startBroker(const BrokerOptions& options = freePorts())
    {
        m_broker = std::make_unique<BrokerLoop>(m_context->handle(), options, *m_sink, *m_losses);
        return m_broker->start();
    }
    [[nodiscard]] zmq::socket_t open(zmq::socket_type type, const std::string& endpoint)
    {
        zmq::socket_t socket(*m_context, type);
        socket.set(zmq::sockopt::linger, 0);
        socket.set(zmq::sockopt::sndhwm, 0);
        socket.set(zmq::sockopt::rcvhwm, 0);
        socket.set(zmq::sockopt::rcvtimeo, Deadline);
        socket.connect(endpoint);
        return socket;
    }
    /// A publisher that the broker listens to: XPUB is PUB that hears about subscriptions.
    [[nodiscard]] zmq::socket_t openPublisher(const std::string& endpoint)
    {
        auto socket = open(zmq::socket_type::xpub, endpoint);
        zmq::message_t subscription;
        static_cast<void>(socket.recv(subscription, zmq::recv_flags::none));
        return socket;
    }
    /// Sends probes until the subscriber gets one: its subscription is then known to the broker.
    [[nodiscard]] bool awaitSubscription(zmq::socket_t& publisher, zmq::socket_t& subscriber, const std::string& topic)
    {
        const bool isSubscribed = QTest::qWaitFor(
            [&] {
                send(publisher, topic, "probe");
                return !receive(subscriber).empty();
            },
            Deadline);
        // What else was sent meanwhile is out of the way when the last probe has come back.
        send(publisher, topic, "last probe");
        return isSubscribed && QTest::qWaitFor([&] { return receive(subscriber).ends_with("last probe"); }, Deadline);
    }

    /// The next message; empty when none comes.
    [[nodiscard]] static std::string awaitMessage(zmq::socket_t& subscriber)
    {
        std::string received;
        static_cast<void>(QTest::qWaitFor([&] { return !(received = receive(subscriber)).empty(); }, Deadline));
        return received;
    }

    std::unique_ptr<zmq::context_t> m_context;
    std::unique_ptr<fakes::RecordingSink> m_sink;
    std::unique_ptr<stream::LossLedger> m_losses;
    std::unique_ptr<BrokerLoop> m_broker;
};

void TestBrokerLoop::init()
{
    m_context = std::make_unique<zmq::context_t>();
    m_sink = std::make_unique<fakes::RecordingSink>();
    m_losses = std::make_unique<stream::LossLedger>();
}

void TestBrokerLoop::cleanup()
{
    m_broker.reset();
    m_context.reset();
}

void TestBrokerLoop::aMessageReachesSubscriberAndSession()
{
    const auto endpoints = startBroker();
    VERIFY_RESULT(endpoints);
    auto publisher = openPublisher(endpoints->publish);
    auto subscriber = open(zmq::socket_type::sub, endpoints->subscribe);
    subscriber.set(zmq::sockopt::subscribe, "orders");
    QVERIFY(awaitSubscription(publisher, subscriber, "orders"));
    static_cast<void>(m_sink->take());

    QVERIFY(send(publisher, "orders.created", R"({"total":12})"));

    QCOMPARE(awaitMessage(subscriber), std::string(R"(orders.created|{"total":12})"));
    const auto batch = m_sink->take(); // captured before it is forwarded
    QCOMPARE(batch->size(), std::size_t{1});
    const EventView event(*batch, 0);
    QCOMPARE(m_sink->names().channels.text(event->channel), std::string_view("orders.created"));
    QCOMPARE(event.payload().value(), std::string_view(R"({"total":12})"));
    QVERIFY(m_sink->hasReported(ConnectionState::Up));
}

void TestBrokerLoop::theSessionSeesWhatNobodySubscribesTo()
{
    const auto endpoints = startBroker();
    VERIFY_RESULT(endpoints);
    auto publisher = openPublisher(endpoints->publish);

    QVERIFY(send(publisher, "lonely", "x"));

    QTRY_COMPARE_WITH_TIMEOUT(m_sink->eventCount(), std::size_t{1}, Deadline);
}

void TestBrokerLoop::onlySubscribedTopicsAreDelivered()
{
    const auto endpoints = startBroker();
    VERIFY_RESULT(endpoints);
    auto publisher = openPublisher(endpoints->publish);
    auto subscriber = open(zmq::socket_type::sub, endpoints->subscribe);
    subscriber.set(zmq::sockopt::subscribe, "stock.");
    QVERIFY(awaitSubscription(publisher, subscriber, "stock."));

    QVERIFY(send(publisher, "orders.created", "no"));
    QVERIFY(send(publisher, "stock.reserved", "yes"));

    QCOMPARE(awaitMessage(subscriber), std::string("stock.reserved|yes"));
}

void TestBrokerLoop::manyMessagesKeepTheirOrder()
{
    constexpr std::size_t messages = 20'000;
    const auto endpoints = startBroker();
    VERIFY_RESULT(endpoints);
    auto publisher = openPublisher(endpoints->publish);

    for (std::size_t number = 0; number < messages; ++number)
        send(publisher, "many", std::to_string(number));

    QTRY_COMPARE_WITH_TIMEOUT(m_sink->eventCount(), messages, Deadline);
    const auto batch = m_sink->take();
    std::size_t inOrder = 0;
    while (inOrder < messages && EventView(*batch, inOrder).payload() == std::to_string(inOrder))
        ++inOrder;
    QCOMPARE(inOrder, messages);
    QCOMPARE(m_losses->count(stream::Loss::IntakeFull), std::uint64_t{0});
}

void TestBrokerLoop::ipcEndpointsCarryMessages()
{
    const QTemporaryDir base;
    auto options = freePorts();
    options.ipcFolder = std::filesystem::path(base.path().toStdString()) / "eventscope";
    const auto endpoints = startBroker(options);
    VERIFY_RESULT(endpoints);
    QCOMPARE(endpoints->ipc, "ipc://" + options.ipcFolder.string());
    auto publisher = openPublisher(endpoints->ipc + "/publish");
    auto subscriber = open(zmq::socket_type::sub, endpoints->ipc + "/subscribe");
    subscriber.set(zmq::sockopt::subscribe, "");

    QVERIFY(awaitSubscription(publisher, subscriber, "orders"));
    QVERIFY(m_sink->eventCount() > 0);
    QVERIFY(std::filesystem::status(options.ipcFolder).permissions() == std::filesystem::perms::owner_all);
}

void TestBrokerLoop::aTakenPortIsNamed()
{
    zmq::socket_t other(*m_context, zmq::socket_type::pull);
    other.bind("tcp://127.0.0.1:*");
    const auto port = portOf(other.get(zmq::sockopt::last_endpoint));
    auto options = freePorts();
    options.subscribePort = port;

    const auto endpoints = startBroker(options);

    QVERIFY(!endpoints);
    QVERIFY(endpoints.error().fault == Fault::Unavailable);
    QVERIFY2(endpoints.error().what.find("subscribe port " + std::to_string(port)) != std::string::npos,
        endpoints.error().what.c_str());
}

void TestBrokerLoop::anAddressThatOthersReachIsRefused_data()
{
    QTest::addColumn<std::string>("listen");
    QTest::newRow("all of IPv4") << std::string("0.0.0.0");
    QTest::newRow("all") << std::string("*");
    QTest::newRow("all of IPv6") << std::string("::");
    QTest::newRow("another machine") << std::string("192.0.2.1");
    QTest::newRow("a name") << std::string("example.invalid");
    QTest::newRow("nothing") << std::string();
}

void TestBrokerLoop::anAddressThatOthersReachIsRefused()
{
    QFETCH(const std::string, listen);
    auto options = freePorts();
    options.listen = listen;

    const auto endpoints = startBroker(options);

    QVERIFY(!endpoints);
    QVERIFY(endpoints.error().fault == Fault::Invalid);
    QVERIFY(endpoints.error().what.find("'" + listen + "'") != std::string::npos);
}

void TestBrokerLoop::defaultPortsMoveTogether()
{
    const auto first = startBroker(BrokerOptions{});
    VERIFY_RESULT(first);
    fakes::RecordingSink otherSink;
    BrokerLoop other(m_context->handle(), BrokerOptions{}, otherSink, *m_losses);

    const auto second = other.start();

    VERIFY_RESULT(second);
    QVERIFY(second->hasMoved);
    QCOMPARE(portOf(first->publish) % 10, 0);
    QCOMPARE(portOf(first->subscribe), portOf(first->publish) + 1);
    QCOMPARE(portOf(second->subscribe), portOf(second->publish) + 1);
    QVERIFY(portOf(second->publish) > portOf(first->publish));
    QCOMPARE(portOf(second->publish) % 10, 0);
}

void TestBrokerLoop::aLivingOwnerKeepsItsIpcEndpoint()
{
    const QTemporaryDir base;
    auto options = freePorts();
    options.ipcFolder = base.path().toStdString();
    VERIFY_RESULT(startBroker(options));
    fakes::RecordingSink otherSink;
    BrokerLoop other(m_context->handle(), options, otherSink, *m_losses);

    const auto second = other.start();

    QVERIFY(!second);
    QVERIFY(second.error().fault == Fault::Unavailable);
    auto publisher = openPublisher("ipc://" + options.ipcFolder.string() + "/publish");
    QVERIFY(send(publisher, "still", "there"));
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->eventCount(), std::size_t{1}, Deadline);
}

void TestBrokerLoop::connectedProgramsAreNamed()
{
    const auto endpoints = startBroker();
    VERIFY_RESULT(endpoints);
    const auto publisher = openPublisher(endpoints->publish);
    const auto subscriber = open(zmq::socket_type::sub, endpoints->subscribe);

    // The list is taken from the system's connections, where one that is about to end may stand for a moment.
    const auto hasOneOfEach = [](const std::vector<BrokerPeer>& peers) {
        return peers.size() == 2 && peers[0].side != peers[1].side;
    };
    std::vector<BrokerPeer> peers;
    QTRY_VERIFY_WITH_TIMEOUT((peers = m_broker->peers(), hasOneOfEach(peers)), Deadline);

    for (const auto& peer : peers) {
        QVERIFY2(peer.address.starts_with("127.0.0.1:"), peer.address.c_str());
        QCOMPARE(peer.pid.value_or(0), std::int64_t{::getpid()});
        QCOMPARE(peer.process, std::string("tst_broker_loop"));
    }
}

void TestBrokerLoop::stopIsQuickAndFinal()
{
    const auto endpoints = startBroker();
    VERIFY_RESULT(endpoints);
    auto publisher = openPublisher(endpoints->publish);
    QVERIFY(send(publisher, "a", "b"));
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->eventCount(), std::size_t{1}, Deadline);

    QElapsedTimer timer;
    timer.start();
    m_broker->stop();
    m_broker->stop();

    QVERIFY(timer.elapsed() < 2000);
    QVERIFY(m_sink->hasReported(ConnectionState::Ended));
}

QTEST_GUILESS_MAIN(TestBrokerLoop)
#include "tst_broker_loop.moc"
