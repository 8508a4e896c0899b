// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QSet>
#include <QTest>

#include "tests/black_box/hostile_events.h"
#include "tests/black_box/sandbox.h"

using namespace eventscope::black_box;

namespace {

QStringList words(const char* line) { return QString::fromUtf8(line).split(QLatin1Char(' ')); }

QJsonObject lineObject(const QByteArray& out, int line = 0)
{
    return QJsonDocument::fromJson(out.split('\n').value(line)).object();
}

} // namespace

class TestRecordingVerbs final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void exportGivesBackWhatImportTook();
    void csvGivesBackWhatImportTook();
    void aFilterSelectsWhatIsExported();
    void aBrokenFilterShowsThePlace();
    void startsAndStopsBoundWhatIsExported_data();
    void startsAndStopsBoundWhatIsExported();
    void aTemplatePrintsWhatItNames();
    void cloudEventsAreWhole();
    void tailPrintsARecordingToItsEnd();
    void aGapOutsideTheTimeAskedForIsNotMissed_data();
    void aGapOutsideTheTimeAskedForIsNotMissed();
    void aClosedPipeEndsQuietly();
    void recordCopiesWhatAFilterPasses();
    void verifySaysThatARecordingIsWhole();
    void verifyFindsDamage();
    void aFileThatWasCutIsRefusedWithTheReason();
    void aChannelThatIsClosedTakesNoFile();
    void infoHasALineForEachChannel();
    void aMissingRecordingEndsWithThree_data();
    void aMissingRecordingEndsWithThree();
    void anExistingRecordingIsNotWrittenOver();

private:
    const Sandbox m_sandbox;
};

void TestRecordingVerbs::initTestCase()
{
    const auto import = m_sandbox.run(words("import - -o a.eventscope"), hostileEvents());

    QVERIFY2(import.code == 0, import.err.constData());
    QVERIFY(import.out.isEmpty());
}

void TestRecordingVerbs::exportGivesBackWhatImportTook()
{
    const auto exported = m_sandbox.run(words("export a.eventscope"));

    QVERIFY2(exported.code == 0, exported.err.constData());
    QCOMPARE(exported.out, hostileEvents());
    QVERIFY2(exported.err.isEmpty(), exported.err.constData());
}

void TestRecordingVerbs::csvGivesBackWhatImportTook()
{
    const auto table = m_sandbox.run(words("export a.eventscope -F csv"));
    QVERIFY2(table.code == 0, table.err.constData());
    const auto import = m_sandbox.run(words("import - -o csv.eventscope"), table.out);
    QVERIFY2(import.code == 0, import.err.constData());

    QCOMPARE(m_sandbox.run(words("export csv.eventscope")).out, hostileEvents());
    QVERIFY2(!table.out.contains(",=1+1,"), "a spreadsheet would run the formula");
}

void TestRecordingVerbs::aFilterSelectsWhatIsExported()
{
    const auto exported = m_sandbox.run({QStringLiteral("export"), QStringLiteral("a.eventscope"), QStringLiteral("-f"),
        QStringLiteral("channel = 'orders' AND key = '4711'")});

    QVERIFY2(exported.code == 0, exported.err.constData());
    QCOMPARE(exported.out, hostileEvents().split('\n').first() + '\n');
}

void TestRecordingVerbs::aBrokenFilterShowsThePlace()
{
    const auto exported = m_sandbox.run({QStringLiteral("export"), QStringLiteral("a.eventscope"), QStringLiteral("-f"),
        QStringLiteral("channel = = 'x'")});

    QCOMPARE(exported.code, 2);
    QVERIFY(exported.out.isEmpty());
    const auto lines = exported.err.split('\n');
    QVERIFY2(lines.size() >= 3, exported.err.constData());
    QCOMPARE(lines[1], QByteArray("  channel = = 'x'"));
    QCOMPARE(lines[2].indexOf('^'), 2 + 10);
}

void TestRecordingVerbs::startsAndStopsBoundWhatIsExported_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QList<int>>("positions");
    const QList<int> all{1, 2, 3, 4, 5, 6, 9, 12};
    QTest::newRow("from the beginning") << "--from beginning" << all;
    QTest::newRow("the newest two") << "--from end-2" << QList<int>{9, 12};
    QTest::newRow("more than there are") << "--from end-1000" << all;
    QTest::newRow("none before the end") << "--from end-0" << QList<int>();
    QTest::newRow("from a time") << "--from 2026-03-01T12:00:05Z" << QList<int>{6, 9, 12};
    QTest::newRow("until a time") << "--until 2026-03-01T12:00:02Z" << QList<int>{1, 2, 3};
    QTest::newRow("a span from the first") << "--until +1s" << QList<int>{1, 2};
    QTest::newRow("to the end") << "--until end" << all;
    QTest::newRow("the last quarter of an hour") << "--from -15m" << QList<int>();
    QTest::newRow("a count") << "-c 3" << QList<int>{1, 2, 3};
    QTest::newRow("a count after a start") << "--from end-3 -c 2" << QList<int>{6, 9};
    QTest::newRow("from a position") << "--from offset:9" << QList<int>{6, 9, 12}; // 6 has an offset of its own
}

void TestRecordingVerbs::startsAndStopsBoundWhatIsExported()
{
    QFETCH(const QString, options);
    QFETCH(const QList<int>, positions);

    const auto exported = m_sandbox.run(words("export a.eventscope") + options.split(QLatin1Char(' ')));

    QVERIFY2(exported.code == 0, exported.err.constData());
    QList<int> seen;
    for (const auto& line : exported.out.split('\n')) {
        if (!line.isEmpty())
            seen << QJsonDocument::fromJson(line).object().value(QStringLiteral("position")).toInt();
    }
    QCOMPARE(seen, positions);
}

void TestRecordingVerbs::aTemplatePrintsWhatItNames()
{
    const auto exported = m_sandbox.run({QStringLiteral("export"), QStringLiteral("a.eventscope"), QStringLiteral("-f"),
        QStringLiteral("channel = 't'"), QStringLiteral("-F"), QStringLiteral("%t|%k|%p|%o|%T|%h|%S|%s|%%\\n")});

    QVERIFY2(exported.code == 0, exported.err.constData());
    QCOMPARE(exported.out,
        QByteArray("t||3|9007199254740993|2026-03-01T12:00:05.000000000Z|a=1,a=NULL,b=\xFF,=|12|[1,2.50,1e3]|%\n"));
}

void TestRecordingVerbs::cloudEventsAreWhole()
{
    const auto exported = m_sandbox.run(words("export a.eventscope -F cloudevents -c 1"));

    const auto event = lineObject(exported.out);
    QCOMPARE(event.value(QStringLiteral("specversion")).toString(), QStringLiteral("1.0"));
    QCOMPARE(event.value(QStringLiteral("id")).toString(), QStringLiteral("a-1"));
    QCOMPARE(event.value(QStringLiteral("type")).toString(), QStringLiteral("order.created"));
}

void TestRecordingVerbs::aGapOutsideTheTimeAskedForIsNotMissed_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("code");
    QTest::newRow("all") << "export gap.eventscope" << 4;
    QTest::newRow("before") << "export gap.eventscope --until 2026-03-01T12:00:00.5Z" << 0;
    QTest::newRow("into it") << "export gap.eventscope --until 2026-03-01T12:00:02Z" << 4;
    QTest::newRow("out of it") << "export gap.eventscope --from 2026-03-01T12:00:02Z" << 4;
    QTest::newRow("after") << "export gap.eventscope --from 2026-03-01T12:00:04Z" << 0;
}

void TestRecordingVerbs::aGapOutsideTheTimeAskedForIsNotMissed()
{
    QFETCH(const QString, call);
    QFETCH(const int, code);
    if (m_sandbox.read("gap.eventscope").isEmpty()) {
        const auto import = m_sandbox.run(words("import - -o gap.eventscope"),
            R"({"position":1,"kind":"message","observed":"2026-03-01T12:00:00.000000000Z","data":1})"
            "\n"
            R"({"position":2,"kind":"gap","observed":"2026-03-01T12:00:03.000000000Z","from":"2026-03-01T12:00:01.000000000Z","to":"2026-03-01T12:00:03.000000000Z","reason":"r","data_text":""})"
            "\n"
            R"({"position":3,"kind":"message","observed":"2026-03-01T12:00:05.000000000Z","data":2})"
            "\n");
        QVERIFY2(import.code == 0, import.err.constData());
    }

    const auto exported = m_sandbox.run(call.split(QLatin1Char(' ')));

    QVERIFY2(exported.code == code, exported.err.constData());
    QCOMPARE(exported.err.isEmpty(), code == 0);
}

void TestRecordingVerbs::tailPrintsARecordingToItsEnd()
{
    const auto json = m_sandbox.run(words("tail a.eventscope"));
    const auto text = m_sandbox.run(words("tail a.eventscope -F text"));

    QCOMPARE(json.code, 0);
    QCOMPARE(json.out, hostileEvents());
    QCOMPARE(text.code, 0);
    QCOMPARE(text.out.count('\n'), HostileCount);
    QVERIFY2(text.out.contains("two\\x0Alines"), text.out.constData());
    QVERIFY(!text.out.contains('\033'));
}

void TestRecordingVerbs::aClosedPipeEndsQuietly()
{
    QByteArray many;
    for (int i = 0; i < 20'000; ++i)
        many += R"({"kind":"message","channel":"c","data_text":")" + QByteArray(100, 'x') + "\"}\n";
    QCOMPARE(m_sandbox.run(words("import - -o many.eventscope"), many).code, 0);
    QProcess shell;
    shell.setProcessEnvironment(m_sandbox.environment());
    shell.start(QStringLiteral("bash"),
        {QStringLiteral("-c"),
            QStringLiteral("'%1' export '%2' | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}")
                .arg(QStringLiteral(EVENTSCOPE_BINARY), m_sandbox.path("many.eventscope"))});

    const auto outcome = Sandbox::finish(shell);

    QCOMPARE(outcome.out, QByteArray("0\n"));
    QVERIFY2(outcome.err.isEmpty(), outcome.err.constData());
}

void TestRecordingVerbs::recordCopiesWhatAFilterPasses()
{
    const auto record = m_sandbox.run({QStringLiteral("record"), QStringLiteral("a.eventscope"), QStringLiteral("-o"),
        QStringLiteral("b.eventscope"), QStringLiteral("-f"), QStringLiteral("channel = 'orders'")});

    QVERIFY2(record.code == 0, record.err.constData());
    QVERIFY2(record.err.startsWith("ready: a.eventscope\n"), record.err.constData());
    QVERIFY2(record.err.contains("seen: 8, stored: 4, lost: 0"), record.err.constData());
    QCOMPARE(m_sandbox.run(words("export b.eventscope")).out.count('\n'), 4);
    QCOMPARE(m_sandbox.run(words("verify b.eventscope")).code, 0);
}

void TestRecordingVerbs::verifySaysThatARecordingIsWhole()
{
    const auto verify = m_sandbox.run(words("verify a.eventscope --format json"));

    QVERIFY2(verify.code == 0, verify.err.constData());
    const auto report = lineObject(verify.out);
    QCOMPARE(report.value(QStringLiteral("events")).toInt(), HostileCount);
    QCOMPARE(report.value(QStringLiteral("first")).toInt(), 1);
    QCOMPARE(report.value(QStringLiteral("last")).toInt(), 12);
    QCOMPARE(report.value(QStringLiteral("missing")).toInt(), 0);
    QCOMPARE(report.value(QStringLiteral("damaged")).toInt(), 0);
    QVERIFY(report.value(QStringLiteral("whole")).toBool());
    QVERIFY(report.value(QStringLiteral("problems")).isArray());
    QVERIFY(m_sandbox.run(words("verify a.eventscope --format text")).out.contains("whole"));
}

void TestRecordingVerbs::verifyFindsDamage()
{
    auto bytes = m_sandbox.read("a.eventscope");
    const auto at = bytes.indexOf("order.created");
    const auto payload = bytes.indexOf("\"total\":129.90");
    QVERIFY(at > 0 && payload > 0);
    bytes[payload + 9] = '9';
    m_sandbox.write("damaged.eventscope", bytes);
    m_sandbox.write("cut.eventscope", bytes.left(bytes.size() / 2));
    m_sandbox.write("text.eventscope", "this is no recording");

    const auto flipped = m_sandbox.run(words("verify damaged.eventscope --format json"));
    QVERIFY2(flipped.code == 4, flipped.err.constData());
    QVERIFY(!lineObject(flipped.out).value(QStringLiteral("whole")).toBool());
    QVERIFY2(!flipped.err.isEmpty(), "what is damaged is told");
    for (const auto* file : {"cut.eventscope", "text.eventscope"}) {
        const auto verify = m_sandbox.run(
            {QStringLiteral("verify"), QString::fromLatin1(file), QStringLiteral("--format"), QStringLiteral("json")});
        QVERIFY2(verify.code == 4, verify.err.constData());
        QVERIFY(!lineObject(verify.out).value(QStringLiteral("problems")).toArray().isEmpty());
    }
    const auto exported = m_sandbox.run(words("export damaged.eventscope"));
    QVERIFY2(exported.code == 4, exported.err.constData());
    QCOMPARE(exported.out.count('\n'), HostileCount - 1);
}

void TestRecordingVerbs::aFileThatWasCutIsRefusedWithTheReason()
{
    m_sandbox.write("cut.eventscope", m_sandbox.read("a.eventscope").left(50'000));

    const auto verify = m_sandbox.run(words("verify cut.eventscope"));
    const auto tail = m_sandbox.run(words("tail cut.eventscope"));

    QCOMPARE(verify.code, 4);
    QVERIFY2(verify.err.contains("was cut: it has 50000 bytes of "), verify.err.constData());
    QCOMPARE(tail.code, 1);
    QVERIFY2(tail.err.contains("was cut"), tail.err.constData());
}

void TestRecordingVerbs::aChannelThatIsClosedTakesNoFile()
{
    QProcess shell;
    shell.setProcessEnvironment(m_sandbox.environment());
    shell.setWorkingDirectory(m_sandbox.path("."));
    shell.start(QStringLiteral("bash"),
        {QStringLiteral("-c"), QStringLiteral("\"$0\" record a.eventscope -o closed.eventscope <&- >&- 2>&-"),
            QStringLiteral(EVENTSCOPE_BINARY)});

    const auto outcome = Sandbox::finish(shell);

    QCOMPARE(outcome.code, m_sandbox.run(words("export a.eventscope")).code);
    const auto verify = m_sandbox.run(words("verify closed.eventscope"));
    QVERIFY2(verify.code == 0, verify.err.constData());
}

void TestRecordingVerbs::infoHasALineForEachChannel()
{
    const auto info = m_sandbox.run(words("info a.eventscope --format json"));

    QVERIFY2(info.code == 0, info.err.constData());
    QSet<QString> channels;
    for (const auto& line : info.out.split('\n')) {
        const auto object = QJsonDocument::fromJson(line).object();
        if (object.value(QStringLiteral("channel")).toString() == QLatin1String("orders")) {
            QCOMPARE(object.value(QStringLiteral("events")).toInt(), 4);
            QCOMPARE(
                object.value(QStringLiteral("first")).toString(), QStringLiteral("2026-03-01T12:00:00.000000000Z"));
            QCOMPARE(object.value(QStringLiteral("last")).toString(), QStringLiteral("2026-03-01T12:00:07.000000000Z"));
        }
        if (!line.isEmpty())
            channels.insert(object.value(QStringLiteral("channel")).toString());
    }
    const QSet<QString> expected{QStringLiteral("orders"), QStringLiteral("a,b\"c"), QStringLiteral("bytes"),
        QStringLiteral("t"), QStringLiteral("tail")};
    QCOMPARE(channels, expected);
    QVERIFY(m_sandbox.run(words("info a.eventscope --format text")).out.contains("orders: 4 events"));
}

void TestRecordingVerbs::aMissingRecordingEndsWithThree_data()
{
    QTest::addColumn<QStringList>("call");
    QTest::newRow("tail") << words("tail none.eventscope");
    QTest::newRow("export") << words("export none.eventscope");
    QTest::newRow("verify") << words("verify none.eventscope");
    QTest::newRow("info") << words("info none.eventscope");
    QTest::newRow("record") << words("record none.eventscope -o x.eventscope");
    QTest::newRow("import") << words("import none.jsonl -o x.eventscope");
    QTest::newRow("publish") << words("publish broker:x @none.json");
    QTest::newRow("saved connection") << words("tail none");
}

void TestRecordingVerbs::aMissingRecordingEndsWithThree()
{
    QFETCH(const QStringList, call);

    const auto outcome = m_sandbox.run(call);

    QVERIFY2(outcome.code == 3, outcome.err.constData());
    QVERIFY2(outcome.err.contains("none"), outcome.err.constData());
    QVERIFY(!QFile::exists(m_sandbox.path("x.eventscope")));
}

void TestRecordingVerbs::anExistingRecordingIsNotWrittenOver()
{
    const auto before = m_sandbox.read("a.eventscope");

    const auto import = m_sandbox.run(words("import - -o a.eventscope"), hostileEvents());
    const auto record = m_sandbox.run(words("record a.eventscope -o a.eventscope"));

    QCOMPARE(import.code, 1);
    QCOMPARE(record.code, 1);
    QVERIFY2(import.err.contains("exists"), import.err.constData());
    QCOMPARE(m_sandbox.read("a.eventscope"), before);
}

QTEST_GUILESS_MAIN(TestRecordingVerbs)
#include "tst_recording_verbs.moc"
