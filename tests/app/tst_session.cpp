// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <string>

#include <zmq.hpp>

#include "app/session.h"
#include "broker/log/log_reader.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using app::Session;
using namespace std::chrono_literals;

namespace {

Session::Options withBroker(const QTemporaryDir& folder, Session::Log log)
{
    Session::Options options;
    options.log = log;
    options.logPath =
        folder.filePath(log == Session::Log::File ? QStringLiteral("x.eventscope") : QStringLiteral("log"))
            .toStdString();
    options.withBroker = true;
    options.broker.publishPort = std::uint16_t{0};
    options.broker.subscribePort = std::uint16_t{0};
    options.withAnalysis = true;
    return options;
}

/// A plain ZeroMQ program that publishes, on the context of the session as in-process clients have to.
class PlainPublisher {
public:
    explicit PlainPublisher(const std::string& endpoint)
        : m_socket(m_context, zmq::socket_type::pub)
    {
        m_socket.set(zmq::sockopt::linger, 5'000);
        m_socket.set(zmq::sockopt::sndhwm, 0); // a PUB socket drops silently at its high-water mark
        m_socket.connect(endpoint);
    }
    void send(const std::string& topic, const std::string& payload)
    {
        m_socket.send(zmq::buffer(topic), zmq::send_flags::sndmore);
        m_socket.send(zmq::buffer(payload), zmq::send_flags::none);
    }

private:
    zmq::context_t m_context;
    zmq::socket_t m_socket;
};

} // namespace

class TestSession : public QObject {
    Q_OBJECT

private slots:
    void whatAPlainProgramPublishesReachesEveryLane();
    void closingStoresEverythingThatWasCaptured();
    void aWindowThatNeverLooksDoesNotSlowTheLog();
    void theNextSessionGoesOnWithThePositionsOfTheLog();
    void theTotalsHoldWhatTheLogHolds();
    void whatMustNotBeKeptReachesNoLane();
    void aRedactionRuleThatCannotBeReadStopsTheStart();
    void aLogThatAnotherSessionWritesIsRefused();
    void anUnknownPluginIsNotFound();
    void closingTwiceIsHarmless();
};

void TestSession::whatAPlainProgramPublishesReachesEveryLane()
{
    const QTemporaryDir folder;
    auto session = Session::open(withBroker(folder, Session::Log::Off));
    VERIFY_RESULT(session);
    const auto lane = (*session)->addLane({.name = "test"});
    PlainPublisher publisher((*session)->brokerEndpoints()->publish);

    // A publisher may begin before its connection stands: it sends until the first event is here.
    SharedBatch batch;
    for (int i = 0; i < 1'000 && !batch; ++i) {
        publisher.send("orders", "{}");
        batch = lane->pop(20ms);
    }

    QVERIFY(batch);
    const EventView event(*batch, 0);
    QCOMPARE(std::string((*session)->names().channels.text(event->channel)), std::string("orders"));
    QCOMPARE(std::string(event.payload().value_or("")), std::string("{}"));
    QCOMPARE(event.position(), Position(1));
    QTRY_VERIFY_WITH_TIMEOUT((*session)->snapshots().rates.events > 0, 10'000);
    QCOMPARE((*session)->health().lostEvents(), 0U);
}

void TestSession::closingStoresEverythingThatWasCaptured()
{
    const QTemporaryDir folder;
    const auto options = withBroker(folder, Session::Log::File);
    auto session = Session::open(options);
    VERIFY_RESULT(session);
    PlainPublisher publisher((*session)->brokerEndpoints()->publish);
    QTRY_VERIFY_WITH_TIMEOUT((publisher.send("orders", "warm up"), (*session)->health().capturedEvents > 0), 10'000);
    for (int i = 0; i < 5'000; ++i)
        publisher.send("orders", std::to_string(i));
    QTRY_VERIFY_WITH_TIMEOUT((*session)->health().capturedEvents > 5'000, 10'000);

    const auto captured = (*session)->health().capturedEvents;
    VERIFY_RESULT((*session)->close());

    Names names;
    auto reader = log::LogReader::open(options.logPath, names);
    VERIFY_RESULT(reader);
    QCOMPARE((*reader)->eventCount(), captured);
    const auto report = (*reader)->verify([](double) { return true; });
    VERIFY_RESULT(report);
    QVERIFY(report->isWhole());
}

void TestSession::aWindowThatNeverLooksDoesNotSlowTheLog()
{
    const QTemporaryDir folder;
    const auto options = withBroker(folder, Session::Log::File);
    auto session = Session::open(options);
    VERIFY_RESULT(session);
    const auto stalled = (*session)->addLane({.name = "flow", .loss = stream::Loss::FlowLane, .maxBatches = 2});
    PlainPublisher publisher((*session)->brokerEndpoints()->publish);
    QTRY_VERIFY_WITH_TIMEOUT((publisher.send("orders", "warm up"), (*session)->health().capturedEvents > 0), 10'000);

    for (int i = 0; i < 20'000; ++i)
        publisher.send("orders", std::to_string(i));

    QTRY_VERIFY_WITH_TIMEOUT((*session)->health().capturedEvents > 20'000, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT((*session)->health().storedEvents, (*session)->health().capturedEvents, 20'000);
    QVERIFY(stalled->lostEvents() > 0);
    QCOMPARE((*session)->losses().count(stream::Loss::LogLane), 0U);
    QCOMPARE((*session)->losses().count(stream::Loss::FlowLane), stalled->lostEvents());
}

void TestSession::theNextSessionGoesOnWithThePositionsOfTheLog()
{
    const QTemporaryDir folder;
    const auto options = withBroker(folder, Session::Log::Ring);
    Position next;
    {
        auto session = Session::open(options);
        VERIFY_RESULT(session);
        PlainPublisher publisher((*session)->brokerEndpoints()->publish);
        QTRY_VERIFY_WITH_TIMEOUT((publisher.send("orders", "x"), (*session)->health().capturedEvents > 0), 10'000);
        VERIFY_RESULT((*session)->close());
        next = (*session)->nextPosition();
    }
    QVERIFY(next > Position(1));

    auto session = Session::open(options);

    VERIFY_RESULT(session);
    QCOMPARE((*session)->nextPosition(), next);
    QVERIFY((*session)->recovery().wasClean);
}

void TestSession::theTotalsHoldWhatTheLogHolds()
{
    const QTemporaryDir folder;
    const auto options = withBroker(folder, Session::Log::Ring);
    std::uint64_t captured = 0;
    {
        auto session = Session::open(options);
        VERIFY_RESULT(session);
        PlainPublisher publisher((*session)->brokerEndpoints()->publish);
        QTRY_VERIFY_WITH_TIMEOUT((publisher.send("orders", "x"), (*session)->health().capturedEvents > 0), 10'000);
        VERIFY_RESULT((*session)->close());
        captured = (*session)->nextPosition().value() - 1;
    }

    auto session = Session::open(options);

    VERIFY_RESULT(session);
    QTRY_COMPARE_WITH_TIMEOUT((*session)->snapshots().rates.events, captured, 10'000);
    QVERIFY(!(*session)->snapshots().volume.bins.empty());
}

void TestSession::whatMustNotBeKeptReachesNoLane()
{
    const QTemporaryDir folder;
    auto options = withBroker(folder, Session::Log::Off);
    options.redactionRules = {"data.card drop"};
    auto session = Session::open(options);
    VERIFY_RESULT(session);
    const auto lane = (*session)->addLane({.name = "test"});
    PlainPublisher publisher((*session)->brokerEndpoints()->publish);

    SharedBatch batch;
    for (int i = 0; i < 1'000 && !batch; ++i) {
        publisher.send("orders", R"({"card":"4111","total":1})");
        batch = lane->pop(20ms);
    }

    QVERIFY(batch);
    QCOMPARE(std::string(EventView(*batch, 0).payload().value_or("")), std::string(R"({"card":null,"total":1})"));
}

void TestSession::aRedactionRuleThatCannotBeReadStopsTheStart()
{
    Session::Options options;
    options.redactionRules = {"data.card vanish"};

    const auto session = Session::open(options);

    QVERIFY(!session);
    QCOMPARE(session.error().fault, Fault::Invalid);
}

void TestSession::aLogThatAnotherSessionWritesIsRefused()
{
    const QTemporaryDir folder;
    const auto options = withBroker(folder, Session::Log::Ring);
    auto first = Session::open(options);
    VERIFY_RESULT(first);

    const auto second = Session::open(options);

    QVERIFY(!second);
    QCOMPARE(second.error().fault, Fault::Denied);
}

void TestSession::anUnknownPluginIsNotFound()
{
    auto session = Session::open({});
    VERIFY_RESULT(session);

    const auto id = (*session)->connect("nosuch", {"x", {}});

    QVERIFY(!id);
    QCOMPARE(id.error().fault, Fault::NotFound);
}

void TestSession::closingTwiceIsHarmless()
{
    auto session = Session::open({});
    VERIFY_RESULT(session);

    VERIFY_RESULT((*session)->close());
    VERIFY_RESULT((*session)->close());
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
