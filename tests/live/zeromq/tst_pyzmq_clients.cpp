// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <memory>
#include <string>

#include <zmq.hpp>

#include "broker/socket/broker_loop.h"
#include "tests/fakes/recording_sink.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;

namespace {

constexpr int Deadline = 30'000;

/// A Python that has pyzmq; empty where there is none.
QString findPython()
{
    const QStringList candidates{
        QStringLiteral("/usr/bin/python3"), QStandardPaths::findExecutable(QStringLiteral("python3"))};
    for (const auto& python : candidates) {
        QProcess process;
        process.start(python, {QStringLiteral("-c"), QStringLiteral("import zmq")});
        if (process.waitForFinished(Deadline) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0)
            return python;
    }
    return {};
}

QString script(const char* name) { return QStringLiteral(EVENTSCOPE_TEST_DATA "/") + QString::fromLatin1(name); }

} // namespace

/// Programs of other people, in Python, on our broker.
class TestPyzmqClients : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void whatPyzmqPublishesIsUnderstood_data();
    void whatPyzmqPublishesIsUnderstood();
    void aPlainSubscriberGetsThePlainMessage();
    void aForeignMessageIsKept();
    void theProgramIsNamedByItsScript();

private:
    [[nodiscard]] bool publish(const QString& form)
    {
        QProcess process;
        process.start(m_python, {script("publish.py"), QString::fromStdString(m_endpoints.publish), form});
        return process.waitForFinished(Deadline) && process.exitCode() == 0
            && QTest::qWaitFor([&] { return m_sink->eventCount() > 0; }, Deadline);
    }

    QString m_python;
    stream::LossLedger m_losses;
    std::unique_ptr<zmq::context_t> m_context;
    std::unique_ptr<fakes::RecordingSink> m_sink;
    std::unique_ptr<socket::BrokerLoop> m_broker;
    socket::BrokerEndpoints m_endpoints;
};

void TestPyzmqClients::initTestCase()
{
    m_python = findPython();
    if (m_python.isEmpty())
        QSKIP("no Python with pyzmq on this machine: apt-get install python3-zmq");
}

void TestPyzmqClients::init()
{
    m_context = std::make_unique<zmq::context_t>();
    m_sink = std::make_unique<fakes::RecordingSink>();
    socket::BrokerOptions options;
    options.publishPort = 0;
    options.subscribePort = 0;
    m_broker = std::make_unique<socket::BrokerLoop>(m_context->handle(), options, *m_sink, m_losses);
    const auto endpoints = m_broker->start();
    VERIFY_RESULT(endpoints);
    m_endpoints = *endpoints;
}

void TestPyzmqClients::cleanup()
{
    m_broker.reset();
    m_context.reset();
}

void TestPyzmqClients::whatPyzmqPublishesIsUnderstood_data()
{
    QTest::addColumn<QString>("form");
    QTest::addColumn<std::string>("producer");
    QTest::addColumn<std::string>("type");
    QTest::addColumn<std::uint64_t>("sequence");
    const std::string none;
    const std::string created = "order.created";
    const auto unnumbered = Event::NoSequence;
    QTest::newRow("plain") << QStringLiteral("plain") << none << none << unnumbered;
    QTest::newRow("envelope") << QStringLiteral("envelope") << std::string("orders-py") << none << std::uint64_t{17};
    QTest::newRow("CloudEvent, binary") << QStringLiteral("binary") << none << created << unnumbered;
    QTest::newRow("CloudEvent, structured") << QStringLiteral("structured") << none << created << unnumbered;
    QTest::newRow("envelope and CloudEvent")
        << QStringLiteral("both") << std::string("orders-py") << created << std::uint64_t{18};
}

void TestPyzmqClients::whatPyzmqPublishesIsUnderstood()
{
    QFETCH(const QString, form);
    QFETCH(const std::string, producer);
    QFETCH(const std::string, type);
    QFETCH(const std::uint64_t, sequence);

    QVERIFY(publish(form));

    const auto batch = m_sink->take();
    const EventView event(*batch, 0);
    auto& names = m_sink->names();
    QCOMPARE(names.channels.text(event->channel), std::string_view("orders." + form.toStdString()));
    QCOMPARE(names.producers.text(event->producer), std::string_view(producer));
    QCOMPARE(names.types.text(event->type), std::string_view(type));
    QCOMPARE(event->sequence, sequence);
    QCOMPARE(event.id(), std::string_view(type.empty() ? "" : "o-1"));
    QCOMPARE(event.correlation(), std::string_view(type.empty() ? "" : "4711"));
    QCOMPARE(event.causation(), std::string_view(type.empty() ? "" : "c-0"));
    QCOMPARE(QByteArray::fromStdString(std::string(event.payload().value())).replace(" ", ""),
        QByteArray(R"({"total":12})"));
    QVERIFY(event.fields().empty()); // the checksum of the envelope fits
}

void TestPyzmqClients::aPlainSubscriberGetsThePlainMessage()
{
    QProcess subscriber;
    subscriber.start(
        m_python, {script("subscribe.py"), QString::fromStdString(m_endpoints.subscribe), QStringLiteral("orders.")});
    zmq::socket_t publisher(*m_context, zmq::socket_type::pub);
    publisher.set(zmq::sockopt::linger, 0);
    publisher.connect(m_endpoints.publish);

    // Until its subscription is known to the broker, what is sent goes past the subscriber.
    const bool isReceived = QTest::qWaitFor(
        [&] {
            publisher.send(zmq::str_buffer("stock.reserved"), zmq::send_flags::sndmore);
            publisher.send(zmq::str_buffer("not wanted"), zmq::send_flags::none);
            publisher.send(zmq::str_buffer("orders.created"), zmq::send_flags::sndmore);
            publisher.send(zmq::str_buffer("payload"), zmq::send_flags::none);
            return subscriber.canReadLine();
        },
        Deadline);

    const auto line = subscriber.readLine().trimmed();
    subscriber.kill();
    QVERIFY(subscriber.waitForFinished(Deadline));
    QVERIFY(isReceived);
    QCOMPARE(line, QByteArray(R"(["orders.created", "payload"])"));
}

void TestPyzmqClients::aForeignMessageIsKept()
{
    QVERIFY(publish(QStringLiteral("foreign")));

    const auto batch = m_sink->take();
    const EventView event(*batch, 0);
    QCOMPARE(m_sink->names().channels.text(event->channel), std::string_view("orders.foreign"));
    QCOMPARE(event.payload().value(), std::string_view("onetwothreefour"));
    QCOMPARE(event.fields().size(), std::size_t{1});
    QCOMPARE(event.fields().front().name, std::string_view("zeromq.frames"));
}

void TestPyzmqClients::theProgramIsNamedByItsScript()
{
    QProcess subscriber;
    subscriber.start(m_python, {script("subscribe.py"), QString::fromStdString(m_endpoints.subscribe), QString()});
    QTRY_VERIFY_WITH_TIMEOUT(!m_broker->peers().empty() && m_broker->peers().front().pid.has_value(), Deadline);

    const auto peer = m_broker->peers().front();
    const auto pid = subscriber.processId();
    subscriber.kill();
    QVERIFY(subscriber.waitForFinished(Deadline));

    QCOMPARE(peer.process, std::string("subscribe.py"));
    QCOMPARE(peer.pid.value_or(0), std::int64_t{pid});
    QVERIFY(peer.side == socket::BrokerPeer::Side::Subscribe);
}

QTEST_GUILESS_MAIN(TestPyzmqClients)
#include "tst_pyzmq_clients.moc"
