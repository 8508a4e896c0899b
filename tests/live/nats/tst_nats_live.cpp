// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <string>
#include <vector>

#include "tests/fakes/verify_result.h"
#include "tests/live/nats/nats_peer.h"
#include "tests/live/nats/nats_server.h"
#include "tests/live/nats/observer.h"

using namespace eventscope;
using namespace eventscope::live;
using namespace std::chrono_literals;

namespace {

constexpr int Deadline = 30'000;

/// A sink that does not come back until it is let go.
class BlockingSink final : public EventSink {
public:
    std::size_t publish(std::span<const IncomingEvent> events) override
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isOpen; });
        m_events += events.size();
        return events.size();
    }
    void reportGap(const ObserverGap& gap) override
    {
        const std::scoped_lock lock(m_mutex);
        m_missed += gap.count.value_or(0);
    }
    void report(ConnectionState state, const std::optional<Error>& /*error*/) override
    {
        const std::scoped_lock lock(m_mutex);
        m_isUp = state == ConnectionState::Up;
    }
    void open()
    {
        const std::scoped_lock lock(m_mutex);
        m_isOpen = true;
        m_changed.notify_all();
    }
    [[nodiscard]] std::uint64_t events() const { return locked(m_events); }
    [[nodiscard]] std::uint64_t missed() const { return locked(m_missed); }
    [[nodiscard]] bool isUp() const { return locked(m_isUp); }

private:
    template <class T> [[nodiscard]] T locked(const T& value) const
    {
        const std::scoped_lock lock(m_mutex);
        return value;
    }

    mutable std::mutex m_mutex; // guards everything below
    std::condition_variable m_changed;
    std::uint64_t m_events = 0;
    std::uint64_t m_missed = 0;
    bool m_isOpen = false;
    bool m_isUp = false;
};

std::string fieldText(const EventView& event, std::string_view name)
{
    const auto found = findField(event.bytes(event->fields), name);
    return found ? std::string(std::get<std::string_view>(*found)) : std::string();
}

} // namespace

class TestNatsLive : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void wildcardsSelectSubjects();
    void aMessageThatMatchesTwiceIsSeenOnce();
    void theOrderOfTheWireIsKeptOverSubscriptions();
    void headersComeInTheOrderOfTheWire();
    void requestAndReplyBelongTogether();
    void inboxesAndSystemSubjectsAreHiddenUnderAWildcard();
    void aQueueGroupIsNotDisturbed();
    void aRestartOfTheServerIsAGapAndEventsFlowAgain();
    void messagesThatAreDroppedBecomeAGapWithTheirNumber();
    void aRefusedSubjectIsNamedAndTheOthersGoOn();
    void aConnectorWithoutAServerStopsAtOnce();
};

void TestNatsLive::initTestCase()
{
    if (NatsServer::program().isEmpty())
        QSKIP("nats-server is not installed (apt-get install nats-server)");
}

void TestNatsLive::wildcardsSelectSubjects()
{
    NatsServer server;
    QVERIFY2(server.start(), server.output().constData());
    Observer observer;
    VERIFY_RESULT(observer.start(server.url("orders.*,mail.>")));
    QTRY_VERIFY_WITH_TIMEOUT(observer.isUp(), Deadline);
    NatsPeer peer(server.url());

    for (const auto* subject : {"orders", "orders.eu", "orders.eu.1", "mail.a.b", "other"})
        peer.publish(subject, "x");
    peer.publish("mail.end", "");
    peer.flush();

    QTRY_COMPARE_WITH_TIMEOUT(observer.count(), std::size_t{3}, Deadline);
    const std::vector<std::string> expected{"orders.eu=x", "mail.a.b=x", "mail.end="};
    QCOMPARE(observer.events(), expected);
}

void TestNatsLive::aMessageThatMatchesTwiceIsSeenOnce()
{
    NatsServer server;
    QVERIFY(server.start());
    Observer observer;
    VERIFY_RESULT(observer.start(server.url("orders.*,*.eu")));
    QTRY_VERIFY_WITH_TIMEOUT(observer.isUp(), Deadline);
    NatsPeer peer(server.url());

    peer.publish("orders.eu", "both");
    peer.publish("mail.eu", "second");
    peer.publish("orders.us", "first");
    peer.flush();

    const std::vector<std::string> expected{"orders.eu=both", "mail.eu=second", "orders.us=first"};
    QTRY_COMPARE_WITH_TIMEOUT(observer.events(), expected, Deadline);
}

void TestNatsLive::theOrderOfTheWireIsKeptOverSubscriptions()
{
    NatsServer server;
    QVERIFY(server.start());
    Observer observer;
    VERIFY_RESULT(observer.start(server.url("a,b,c")));
    QTRY_VERIFY_WITH_TIMEOUT(observer.isUp(), Deadline);
    NatsPeer peer(server.url());
    std::vector<std::string> expected;

    for (int at = 0; at < 3000; ++at) {
        const auto subject = std::string(1, "abc"[at % 3]);
        peer.publish(subject, std::to_string(at));
        expected.push_back(subject + "=" + std::to_string(at));
    }
    peer.flush();

    QTRY_COMPARE_WITH_TIMEOUT(observer.count(), expected.size(), Deadline);
    QVERIFY(observer.events() == expected);
}

void TestNatsLive::headersComeInTheOrderOfTheWire()
{
    NatsServer server;
    QVERIFY(server.start());
    Observer observer;
    VERIFY_RESULT(observer.start(server.url("orders")));
    QTRY_VERIFY_WITH_TIMEOUT(observer.isUp(), Deadline);
    // nats.c sorts headers by a hash when it sends them: the bytes are written here instead.
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server.port());
    QVERIFY(socket.waitForConnected(Deadline));
    const QByteArray block("NATS/1.0\r\nB: 1\r\nA: 2\r\nB: 3\r\n\r\n");
    socket.write("CONNECT {\"headers\":true}\r\nHPUB orders " + QByteArray::number(block.size()) + " "
        + QByteArray::number(block.size() + 2) + "\r\n" + block + "hi\r\n");
    QVERIFY(socket.waitForBytesWritten(Deadline));

    QTRY_COMPARE_WITH_TIMEOUT(observer.count(), std::size_t{1}, Deadline);

    const EventView event(*observer.batches().front(), 0);
    std::string headers;
    for (const auto& header : event.headers())
        headers += std::string(header.name) + "=" + std::string(header.value.value_or("")) + ";";
    QCOMPARE(headers, std::string("B=1;A=2;B=3;"));
    QCOMPARE(std::string(event.bytes(event->payload)), std::string("hi"));
}

void TestNatsLive::requestAndReplyBelongTogether()
{
    NatsServer server;
    QVERIFY(server.start());
    Observer observer;
    VERIFY_RESULT(observer.start(server.url("price"), {{"include_inbox", "true"}}));
    QTRY_VERIFY_WITH_TIMEOUT(observer.isUp(), Deadline);
    NatsPeer responder(server.url());
    responder.answer("price", "12");
    NatsPeer peer(server.url());

    QCOMPARE(peer.request("price", "?"), std::string("12"));

    QTRY_COMPARE_WITH_TIMEOUT(observer.count(), std::size_t{2}, Deadline);
    std::vector<std::string> roles;
    std::vector<std::string> correlations;
    for (const auto& batch : observer.batches()) {
        for (std::size_t at = 0; at < batch->size(); ++at) {
            roles.push_back(fieldText(EventView(*batch, at), "nats.role"));
            correlations.emplace_back(EventView(*batch, at).correlation());
        }
    }
    const std::vector<std::string> expected{"request", "reply"};
    QCOMPARE(roles, expected);
    QVERIFY(correlations[0].starts_with("_INBOX."));
    QCOMPARE(correlations[0], correlations[1]);
}

void TestNatsLive::inboxesAndSystemSubjectsAreHiddenUnderAWildcard()
{
    NatsServer server;
    QVERIFY(server.start());
    Observer hiding;
    Observer showing;
    VERIFY_RESULT(hiding.start(server.url(">")));
    VERIFY_RESULT(showing.start(server.url(">"), {{"include_inbox", "true"}, {"include_system", "true"}}));
    QTRY_VERIFY_WITH_TIMEOUT(hiding.isUp() && showing.isUp(), Deadline);
    NatsPeer peer(server.url());

    for (const auto* subject : {"_INBOX.x.1", "$JS.API.INFO", "orders"})
        peer.publish(subject, "x");
    peer.flush();

    QTRY_COMPARE_WITH_TIMEOUT(showing.count(), std::size_t{3}, Deadline);
    QTRY_COMPARE_WITH_TIMEOUT(hiding.events(), std::vector<std::string>{"orders=x"}, Deadline);
}

void TestNatsLive::aQueueGroupIsNotDisturbed()
{
    constexpr int Messages = 500;
    NatsServer server;
    QVERIFY(server.start());
    Observer observer;
    VERIFY_RESULT(observer.start(server.url("work")));
    QTRY_VERIFY_WITH_TIMEOUT(observer.isUp(), Deadline);
    NatsPeer worker(server.url());
    worker.joinQueue("work", "workers");
    NatsPeer peer(server.url());

    for (int at = 0; at < Messages; ++at)
        peer.publish("work", "x");
    peer.flush();

    QTRY_COMPARE_WITH_TIMEOUT(worker.worked(), Messages, Deadline);
    QTRY_COMPARE_WITH_TIMEOUT(observer.count(), std::size_t{Messages}, Deadline);
}

void TestNatsLive::aRestartOfTheServerIsAGapAndEventsFlowAgain()
{
    NatsServer server;
    QVERIFY(server.start());
    Observer observer;
    VERIFY_RESULT(observer.start(server.url("orders")));
    QTRY_VERIFY_WITH_TIMEOUT(observer.isUp(), Deadline);
    NatsPeer(server.url()).publish("orders", "before");
    QTRY_COMPARE_WITH_TIMEOUT(observer.count(), std::size_t{1}, Deadline);

    server.stop();
    QTRY_VERIFY_WITH_TIMEOUT(observer.sink().hasReported(ConnectionState::Down), Deadline);
    QVERIFY2(observer.problem().find("127.0.0.1") != std::string::npos, observer.problem().c_str());
    QVERIFY(server.startAgain());
    QTRY_VERIFY_WITH_TIMEOUT(observer.isUp(), Deadline);
    NatsPeer(server.url()).publish("orders", "after");

    const std::vector<std::string> expected{"orders=before", "orders=after"};
    QTRY_COMPARE_WITH_TIMEOUT(observer.events(), expected, Deadline);
    QCOMPARE(observer.sink().gaps().size(), std::size_t{1});
    QCOMPARE(observer.sink().gaps().front().channel, std::string());
    QVERIFY(observer.sink().gaps().front().reason.find("was lost") != std::string::npos);
}

void TestNatsLive::messagesThatAreDroppedBecomeAGapWithTheirNumber()
{
    constexpr std::uint64_t Messages = 5000;
    NatsServer server;
    QVERIFY(server.start());
    BlockingSink sink;
    const SystemClock clock;
    nats::NatsConnector connector(Context{clock});
    VERIFY_RESULT(connector.start({"slow", {{"url", server.url("orders")}, {"pending_messages", "1000"}}}, sink));
    QTRY_VERIFY_WITH_TIMEOUT(sink.isUp(), Deadline);
    NatsPeer peer(server.url());

    for (std::uint64_t at = 0; at < Messages; ++at)
        peer.publish("orders", "x");
    QVERIFY(peer.flush());
    NatsPeer marker(server.url());
    QVERIFY(marker.flush());
    sink.open();

    QTRY_VERIFY_WITH_TIMEOUT(sink.missed() > 0, Deadline);
    QTRY_COMPARE_WITH_TIMEOUT(sink.events() + sink.missed(), Messages, Deadline);
    QVERIFY(sink.events() >= 1000);
    connector.stop();
}

void TestNatsLive::aRefusedSubjectIsNamedAndTheOthersGoOn()
{
    NatsServer server;
    QVERIFY(server.start(QStringLiteral("authorization { users = [ { user: ann, password: x, permissions: { subscribe: "
                                        "{ deny: \"secret.>\" } } } ] }\n")));
    Observer observer;
    VERIFY_RESULT(observer.start(server.url("secret.>,orders"), {{"user", "ann"}, {"password", "x"}}));

    QTRY_VERIFY_WITH_TIMEOUT(observer.problem().find("'secret.>'") != std::string::npos, Deadline);
    QVERIFY(observer.last().state == ConnectionState::Up);
    QVERIFY(observer.last().error && observer.last().error->fault == Fault::Denied);
    NatsPeer peer("nats://ann:x@127.0.0.1:" + std::to_string(server.port()));
    peer.publish("orders", "x");
    QTRY_COMPARE_WITH_TIMEOUT(observer.events(), std::vector<std::string>{"orders=x"}, Deadline);

    Observer refused;
    VERIFY_RESULT(refused.start(server.url("secret.>"), {{"user", "ann"}, {"password", "x"}}));
    QTRY_VERIFY_WITH_TIMEOUT(refused.last().state == ConnectionState::Down, Deadline);
    QVERIFY(refused.last().error->fault == Fault::Denied);
}

void TestNatsLive::aConnectorWithoutAServerStopsAtOnce()
{
    QTcpServer silent; // takes connections and never speaks
    QVERIFY(silent.listen(QHostAddress(QHostAddress::LocalHost)));
    for (const auto port : {NatsServer::freePort(), silent.serverPort()}) {
        Observer observer;
        QElapsedTimer timer;
        timer.start();
        VERIFY_RESULT(observer.start("nats://127.0.0.1:" + std::to_string(port) + "/orders"));
        QVERIFY(timer.elapsed() < 2000);
        QTRY_VERIFY_WITH_TIMEOUT(observer.sink().hasReported(ConnectionState::Connecting), Deadline);
        timer.restart();
        observer.connector().stop();
        QVERIFY(timer.elapsed() < 2000);
    }
}

QTEST_GUILESS_MAIN(TestNatsLive)
#include "tst_nats_live.moc"
