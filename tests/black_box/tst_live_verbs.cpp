// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/black_box/sandbox.h"

using namespace eventscope::black_box;

namespace {

QStringList words(const char* line) { return QString::fromUtf8(line).split(QLatin1Char(' ')); }

} // namespace

/// tail, record and info on an embedded broker that runs.
class TestLiveVerbs final : public QObject {
    Q_OBJECT

private slots:
    void tailPrintsWhatIsPublished();
    void tailFollowsARecordingAndABroker();
    void tailStopsAfterItsTime();
    void tailIsSilentWithoutEvents();
    void aPipeThatClosesEndsAnIdleTail();
    void interruptedRecordsAreWhole_data();
    void interruptedRecordsAreWhole();
    void aSecondSignalEndsAtOnce();
    void infoSaysWhatItSaw();
    void withoutABrokerTheCallEndsWithThree();

private:
    void publish(const char* channel, int events) const
    {
        const auto outcome =
            m_sandbox.run({QStringLiteral("publish"), QStringLiteral("broker:") + QString::fromUtf8(channel),
                QStringLiteral("payload"), QStringLiteral("-c"), QString::number(events)});
        QVERIFY2(outcome.code == 0, outcome.err.constData());
    }

    const Sandbox m_sandbox;
    const Broker m_broker{m_sandbox};
};

void TestLiveVerbs::tailPrintsWhatIsPublished()
{
    const auto tail = m_sandbox.start(words("tail broker:orders. -c 3 -v -F %t:%s\\n"));
    QVERIFY(waitForError(*tail, "ready: broker:orders.").contains("ready"));

    publish("other.x", 1);
    publish("orders.created", 3);

    const auto outcome = Sandbox::finish(*tail);
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(outcome.out, QByteArray("orders.created:payload\n").repeated(3));
}

void TestLiveVerbs::tailFollowsARecordingAndABroker()
{
    QCOMPARE(m_sandbox.run(words("import - -o old.eventscope"), "{\"channel\":\"old\",\"data\":1}\n").code, 0);
    const auto tail = m_sandbox.start(words("tail old.eventscope broker:both --from live -c 2 -v -F %t:%s\\n"));
    QVERIFY(waitForError(*tail, "ready:").contains("ready"));

    publish("both", 2);

    const auto outcome = Sandbox::finish(*tail);
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(outcome.out, QByteArray("both:payload\n").repeated(2));
}

void TestLiveVerbs::tailStopsAfterItsTime()
{
    QElapsedTimer timer;
    timer.start();

    const auto outcome = m_sandbox.run(words("tail broker: --for 300ms"));

    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QVERIFY(timer.elapsed() >= 300);
}

void TestLiveVerbs::tailIsSilentWithoutEvents()
{
    const auto outcome = m_sandbox.run(words("tail broker:nobody.publishes.this --until end"));

    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.err.isEmpty(), outcome.err.constData());
}

void TestLiveVerbs::aPipeThatClosesEndsAnIdleTail()
{
    QProcess shell;
    shell.setProcessEnvironment(m_sandbox.environment());
    shell.start(QStringLiteral("bash"),
        {QStringLiteral("-c"),
            QStringLiteral("'%1' tail broker:idle | true; echo ${PIPESTATUS[0]}")
                .arg(QStringLiteral(EVENTSCOPE_BINARY))});

    const auto outcome = Sandbox::finish(shell);

    QCOMPARE(outcome.out, QByteArray("0\n"));
    QVERIFY2(outcome.err.isEmpty(), outcome.err.constData());
}

void TestLiveVerbs::interruptedRecordsAreWhole_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<QString>("file");
    QTest::newRow("SIGINT") << SIGINT << "int.eventscope";
    QTest::newRow("SIGTERM") << SIGTERM << "term.eventscope";
}

void TestLiveVerbs::interruptedRecordsAreWhole()
{
    QFETCH(const int, signal);
    QFETCH(const QString, file);
    const auto record =
        m_sandbox.start({QStringLiteral("record"), QStringLiteral("broker:rec."), QStringLiteral("-o"), file});
    QVERIFY(waitForError(*record, "ready: broker:rec.").contains("ready"));
    publish("rec.a", 500);

    const auto outcome = signalAndFinish(*record, signal);

    QCOMPARE(outcome.code, 128 + signal);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.err.contains("seen: 500, stored: 500, lost: 0"), outcome.err.constData());
    QVERIFY2(outcome.err.contains("span: "), outcome.err.constData());
    QCOMPARE(m_sandbox.run({QStringLiteral("verify"), file}).code, 0);
    QCOMPARE(m_sandbox.run({QStringLiteral("export"), file}).out.count('\n'), 500);
}

void TestLiveVerbs::aSecondSignalEndsAtOnce()
{
    const auto tail = m_sandbox.start(words("tail broker: -v"));
    QVERIFY(waitForError(*tail, "ready").contains("ready"));

    ::kill(static_cast<pid_t>(tail->processId()), SIGINT);
    const auto outcome = signalAndFinish(*tail, SIGINT);

    QCOMPARE(outcome.code, 130);
}

void TestLiveVerbs::infoSaysWhatItSaw()
{
    const auto info = m_sandbox.start(words("info broker:info. --for 3s --format json -v"));
    // It asks the broker before it listens, so there is no line to wait for: events flow meanwhile.
    for (int i = 0; i < 8 && info->state() != QProcess::NotRunning; ++i)
        publish("info.a", 2);

    const auto outcome = Sandbox::finish(*info);

    QVERIFY2(outcome.code == 0, outcome.err.constData());
    bool isSeen = false;
    for (const auto& line : outcome.out.split('\n')) {
        const auto object = QJsonDocument::fromJson(line).object();
        isSeen = isSeen
            || (object.value(QStringLiteral("channel")).toString() == QLatin1String("info.a")
                && object.value(QStringLiteral("events")).toInt() > 0);
    }
    QVERIFY2(isSeen, outcome.out.constData());
}

void TestLiveVerbs::withoutABrokerTheCallEndsWithThree()
{
    const Sandbox empty;

    const auto tail = empty.run(words("tail broker:"));

    QVERIFY2(tail.code == 3, tail.err.constData());
    QVERIFY2(tail.err.contains("eventscope broker"), tail.err.constData());
    QCOMPARE(empty.run(words("publish broker:x y")).code, 3);
}

QTEST_GUILESS_MAIN(TestLiveVerbs)
#include "tst_live_verbs.moc"
