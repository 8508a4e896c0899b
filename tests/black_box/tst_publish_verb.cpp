// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QTest>

#include "tests/black_box/sandbox.h"

using namespace eventscope::black_box;

class TestPublishVerb final : public QObject {
    Q_OBJECT

private slots:
    void everyKindOfInputArrives_data();
    void everyKindOfInputArrives();
    void typeAndIdMakeACloudEvent();
    void jsonLinesKeepTheirOwnChannels();
    void aRateIsKept();
    void aBrokenJsonLineEndsWithOne();
    void aGapOfTheInputIsNotSent();

private:
    /// What a tail sees of a call of publish.
    [[nodiscard]] QList<QJsonObject> seen(const QStringList& publish, const QByteArray& input, int events) const
    {
        const auto tail = m_sandbox.start({QStringLiteral("tail"), QStringLiteral("broker:"), QStringLiteral("-v"),
            QStringLiteral("-c"), QString::number(events), QStringLiteral("-F"), QStringLiteral("json")});
        waitForError(*tail, "ready");
        const auto sent = m_sandbox.run(publish, input);
        if (sent.code != 0)
            tail->kill();
        QList<QJsonObject> objects;
        for (const auto& line : Sandbox::finish(*tail).out.split('\n')) {
            if (!line.isEmpty())
                objects << QJsonDocument::fromJson(line).object();
        }
        return objects;
    }

    const Sandbox m_sandbox;
    const Broker m_broker{m_sandbox};
};

void TestPublishVerb::everyKindOfInputArrives_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QStringList>("payloads");
    const QByteArray lines("one\ntwo\n\nthree");
    QTest::newRow("an argument") << QStringList{QStringLiteral("hello\nworld")} << QByteArray()
                                 << QStringList{QStringLiteral("hello\nworld")};
    QTest::newRow("an argument three times")
        << QStringList{QStringLiteral("x"), QStringLiteral("--count"), QStringLiteral("3")} << QByteArray()
        << QStringList{QStringLiteral("x"), QStringLiteral("x"), QStringLiteral("x")};
    QTest::newRow("lines of standard input")
        << QStringList{} << lines
        << QStringList{QStringLiteral("one"), QStringLiteral("two"), QString(), QStringLiteral("three")};
    QTest::newRow("a dash") << QStringList{QStringLiteral("-"), QStringLiteral("-c"), QStringLiteral("2")} << lines
                            << QStringList{QStringLiteral("one"), QStringLiteral("two")};
    QTest::newRow("whole") << QStringList{QStringLiteral("--input"), QStringLiteral("whole")} << lines
                           << QStringList{QString::fromUtf8(lines)};
    QTest::newRow("a file") << QStringList{QStringLiteral("@file.txt")} << QByteArray()
                            << QStringList{QStringLiteral("a\nb\n")};
    QTest::newRow("a file by lines") << QStringList{QStringLiteral("@file.txt"), QStringLiteral("--input=lines")}
                                     << QByteArray() << QStringList{QStringLiteral("a"), QStringLiteral("b")};
}

void TestPublishVerb::everyKindOfInputArrives()
{
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, input);
    QFETCH(const QStringList, payloads);
    m_sandbox.write("file.txt", "a\nb\n");

    const auto events = seen(QStringList{QStringLiteral("publish"), QStringLiteral("broker:in")} + options, input,
        static_cast<int>(payloads.size()));

    QStringList arrived;
    for (const auto& event : events)
        arrived << event.value(QStringLiteral("data_text")).toString();
    QCOMPARE(arrived, payloads);
}

void TestPublishVerb::typeAndIdMakeACloudEvent()
{
    const auto events = seen({QStringLiteral("publish"), QStringLiteral("broker:ce"), QStringLiteral("{\"a\":1}"),
                                 QStringLiteral("--type"), QStringLiteral("order.created"), QStringLiteral("--id"),
                                 QStringLiteral("i-1"), QStringLiteral("-k"), QStringLiteral("4711")},
        {}, 1);

    QCOMPARE(events.size(), 1);
    QCOMPARE(events[0].value(QStringLiteral("type")).toString(), QStringLiteral("order.created"));
    QCOMPARE(events[0].value(QStringLiteral("id")).toString(), QStringLiteral("i-1"));
    QCOMPARE(events[0].value(QStringLiteral("key")).toString(), QStringLiteral("4711"));
    QVERIFY(!events[0].value(QStringLiteral("source")).toString().isEmpty());
}

void TestPublishVerb::jsonLinesKeepTheirOwnChannels()
{
    const QByteArray lines =
        R"({"kind":"message","channel":"a.x","key":"k","id":"1","source":"/s","type":"t","data":{"n":1}})"
        "\n"
        R"({"kind":"message","channel":"b.y","data_base64":"AP8="})"
        "\n";

    const auto events =
        seen({QStringLiteral("publish"), QStringLiteral("broker:"), QStringLiteral("--input"), QStringLiteral("jsonl")},
            lines, 2);

    QCOMPARE(events.size(), 2);
    QCOMPARE(events[0].value(QStringLiteral("channel")).toString(), QStringLiteral("a.x"));
    QCOMPARE(events[0].value(QStringLiteral("id")).toString(), QStringLiteral("1"));
    QCOMPARE(events[1].value(QStringLiteral("channel")).toString(), QStringLiteral("b.y"));
    QCOMPARE(events[1].value(QStringLiteral("data_base64")).toString(), QStringLiteral("AP8="));
}

void TestPublishVerb::aRateIsKept()
{
    QElapsedTimer timer;
    timer.start();

    const auto outcome = m_sandbox.run({QStringLiteral("publish"), QStringLiteral("broker:r"), QStringLiteral("x"),
        QStringLiteral("-c"), QStringLiteral("11"), QStringLiteral("--rate"), QStringLiteral("20")});

    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QVERIFY2(timer.elapsed() >= 500, "ten pauses of 50 ms");
    QVERIFY2(outcome.err.contains("11 events published"), outcome.err.constData());
    QVERIFY(outcome.out.isEmpty());
}

void TestPublishVerb::aBrokenJsonLineEndsWithOne()
{
    const auto outcome = m_sandbox.run(
        {QStringLiteral("publish"), QStringLiteral("broker:"), QStringLiteral("--input"), QStringLiteral("jsonl")},
        "{\"channel\":\"a\",\"data\":1}\n{\"channel\":\n");

    QVERIFY2(outcome.code == 1, outcome.err.constData());
    QVERIFY2(outcome.err.contains("line 2"), outcome.err.constData());
}

void TestPublishVerb::aGapOfTheInputIsNotSent()
{
    const auto outcome = m_sandbox.run(
        {QStringLiteral("publish"), QStringLiteral("broker:gaps"), QStringLiteral("--input"), QStringLiteral("jsonl")},
        "{\"kind\":\"gap\",\"reason\":\"r\",\"count\":3,\"data_text\":\"\"}\n{\"channel\":\"a\",\"data\":1}\n");

    QVERIFY2(outcome.code == 4, outcome.err.constData());
    QVERIFY2(outcome.err.contains("1 events published"), outcome.err.constData());
    QVERIFY2(outcome.err.contains("Gaps of the input: 1."), outcome.err.constData());
}

QTEST_GUILESS_MAIN(TestPublishVerb)
#include "tst_publish_verb.moc"
