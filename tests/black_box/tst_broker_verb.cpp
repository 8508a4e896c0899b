// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTcpServer>
#include <QTest>

#include "tests/black_box/sandbox.h"

using namespace eventscope::black_box;

class TestBrokerVerb final : public QObject {
    Q_OBJECT

private slots:
    void theReadyLineSaysWhereItListens();
    void aPortThatIsTakenEndsWithOne();
    void aSecondBrokerIsReachedByItsUrl();
    void theRingIsKeptInTheDataFolder();
    void aSignalEndsItInOrder_data();
    void aSignalEndsItInOrder();
};

void TestBrokerVerb::theReadyLineSaysWhereItListens()
{
    const Sandbox sandbox;
    const Broker broker(sandbox);

    const auto& ready = broker.ready();

    QVERIFY(ready.value(QStringLiteral("publish")).toString().startsWith(QLatin1String("tcp://127.0.0.1:")));
    QVERIFY(ready.value(QStringLiteral("subscribe")).toString().startsWith(QLatin1String("tcp://127.0.0.1:")));
    QVERIFY(!ready.contains(QStringLiteral("reliable"))); // there is none in this version
    QVERIFY(ready.value(QStringLiteral("ipc")).toString().startsWith(QStringLiteral("ipc://") + sandbox.path("run")));
    QVERIFY(ready.value(QStringLiteral("data")).toString().startsWith(sandbox.path("data")));
    QVERIFY(ready.value(QStringLiteral("pid")).toInt() > 0);
}

void TestBrokerVerb::aPortThatIsTakenEndsWithOne()
{
    const Sandbox sandbox;
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));

    const auto outcome = sandbox.run({QStringLiteral("broker"), QStringLiteral("--publish-port"),
        QString::number(other.serverPort()), QStringLiteral("--subscribe-port"), QStringLiteral("0")});

    QVERIFY2(outcome.code == 1, outcome.err.constData());
    QVERIFY2(outcome.err.contains(QByteArray::number(other.serverPort())), outcome.err.constData());
    QVERIFY(outcome.out.isEmpty());
}

void TestBrokerVerb::aSecondBrokerIsReachedByItsUrl()
{
    const Sandbox sandbox;
    const Broker first(sandbox);
    const auto second = sandbox.start({QStringLiteral("broker"), QStringLiteral("--publish-port"), QStringLiteral("0"),
        QStringLiteral("--subscribe-port"), QStringLiteral("0")});
    const auto said = waitForError(*second, "This one is broker://");
    const auto at = said.indexOf("broker://");
    QVERIFY2(at > 0, said.constData());
    auto url = QString::fromUtf8(said.mid(at).split('\n').first()).trimmed();
    url.replace(QStringLiteral("/?"), QStringLiteral("/topic?"));

    const auto tail = sandbox.start({QStringLiteral("tail"), url, QStringLiteral("-v"), QStringLiteral("-c"),
        QStringLiteral("1"), QStringLiteral("-F"), QStringLiteral("%s")});
    QVERIFY(waitForError(*tail, "ready").contains("ready"));
    const auto sent = sandbox.run({QStringLiteral("publish"), url, QStringLiteral("hello")});

    QVERIFY2(sent.code == 0, sent.err.constData());
    QCOMPARE(Sandbox::finish(*tail).out, QByteArray("hello"));
    QCOMPARE(signalAndFinish(*second, SIGTERM).code, 143);
}

void TestBrokerVerb::theRingIsKeptInTheDataFolder()
{
    const Sandbox sandbox;
    const auto broker = sandbox.start({QStringLiteral("broker"), QStringLiteral("--publish-port=0"),
        QStringLiteral("--subscribe-port=0"), QStringLiteral("--log=ring"), QStringLiteral("--data"),
        sandbox.path("kept"), QStringLiteral("--disk=64MiB")});
    QVERIFY(waitForLines(*broker, 1).contains("kept"));
    QCOMPARE(sandbox
                 .run({QStringLiteral("publish"), QStringLiteral("broker:x"), QStringLiteral("y"), QStringLiteral("-c"),
                     QStringLiteral("10")})
                 .code,
        0);

    QCOMPARE(signalAndFinish(*broker, SIGINT).code, 130);

    const auto exported = sandbox.run({QStringLiteral("export"), sandbox.path("kept/log")});
    QVERIFY2(exported.code == 0, exported.err.constData());
    QCOMPARE(exported.out.count('\n'), 10);
}

void TestBrokerVerb::aSignalEndsItInOrder_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestBrokerVerb::aSignalEndsItInOrder()
{
    QFETCH(const int, signal);
    const Sandbox sandbox;
    Broker broker(sandbox);
    QVERIFY(!broker.ready().isEmpty());

    const auto outcome = signalAndFinish(broker.process(), signal);

    QCOMPARE(outcome.code, 128 + signal);
    QVERIFY2(outcome.err.isEmpty(), outcome.err.constData());
    const auto left = QDir(sandbox.path("run/eventscope")).entryList(QDir::Files | QDir::System);
    QCOMPARE(left, QStringList{QStringLiteral("owner.lock")});
}

QTEST_GUILESS_MAIN(TestBrokerVerb)
#include "tst_broker_verb.moc"
