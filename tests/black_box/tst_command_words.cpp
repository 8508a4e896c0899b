// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/black_box/sandbox.h"

using namespace eventscope::black_box;

class TestCommandWords final : public QObject {
    Q_OBJECT

private slots:
    void everyHelpPageFitsAScreen_data();
    void everyHelpPageFitsAScreen();
    void theVersionNamesProgramFormatsAndLibraries();
    void theVersionComesAtOnce();
    void aWrongWordEndsWithTwoAndNamesTheNearest_data();
    void aWrongWordEndsWithTwoAndNamesTheNearest();
    void theManPageNamesEveryVerb();

private:
    const Sandbox m_sandbox;
};

void TestCommandWords::everyHelpPageFitsAScreen_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("the program") << QStringList{QStringLiteral("--help")};
    for (const auto* verb :
        {"tail", "record", "publish", "info", "verify", "export", "import", "broker", "demo", "doctor", "plugins"})
        QTest::newRow(verb) << QStringList{QString::fromLatin1(verb), QStringLiteral("--help")};
}

void TestCommandWords::everyHelpPageFitsAScreen()
{
    QFETCH(const QStringList, words);

    const auto help = m_sandbox.run(words);

    QCOMPARE(help.code, 0);
    QVERIFY2(help.err.isEmpty(), help.err.constData());
    const auto lines = help.out.split('\n');
    QVERIFY2(lines.size() <= 25, help.out.constData());
    for (const auto& line : lines)
        QVERIFY2(line.size() <= 80, line.constData());
    const auto examples = lines.mid(lines.indexOf("Examples:") + 1);
    QCOMPARE(examples.size(), 4); // three, and what follows the last line feed
}

void TestCommandWords::theVersionNamesProgramFormatsAndLibraries()
{
    const auto version = m_sandbox.run({QStringLiteral("--version")});

    QCOMPARE(version.code, 0);
    for (const auto* word : {"eventscope 0.", "recording", "JSON Lines", "Qt 6.", "ZeroMQ", "SQLite"})
        QVERIFY2(version.out.contains(word), version.out.constData());
}

void TestCommandWords::theVersionComesAtOnce()
{
    QElapsedTimer timer;
    qint64 best = Deadline;
    for (int i = 0; i < 5; ++i) {
        timer.start();
        QCOMPARE(m_sandbox.run({QStringLiteral("--version")}).code, 0);
        best = std::min(best, timer.elapsed());
    }

    qInfo("eventscope --version: %lld ms", static_cast<long long>(best));
    QVERIFY2(best < 2000, "sanitizers and a loaded machine are allowed for; see the printed figure");
}

void TestCommandWords::aWrongWordEndsWithTwoAndNamesTheNearest_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("unknown option") << "tail broker: --fliter x" << QByteArray("--filter");
    QTest::newRow("unknown letter") << "tail broker: -Z" << QByteArray("-Z");
    QTest::newRow("option without its value") << "tail broker: --count" << QByteArray("--count needs a value");
    QTest::newRow("no target") << "tail" << QByteArray("TARGET");
    QTest::newRow("one argument too many") << "verify a b" << QByteArray("'b'");
    QTest::newRow("verb of a later version") << "replay x" << QByteArray("'replay'");
    QTest::newRow("verb check") << "check broker:" << QByteArray("'check'");
    QTest::newRow("verb rules") << "rules check f" << QByteArray("'rules'");
    QTest::newRow("option of a later version") << "broker --reliable-port 0" << QByteArray("later one brings it");
    QTest::newRow("unknown verb") << "tial broker:" << QByteArray("Did you mean 'tail'");
    QTest::newRow("unknown scheme") << "tail natz://127.0.0.1/x" << QByteArray("Did you mean 'nats'");
    QTest::newRow("scheme without its plugin") << "tail kubemq://127.0.0.1/x" << QByteArray("kubemq");
    QTest::newRow("count that is none") << "tail broker: -c many" << QByteArray("--count: 'many'");
    QTest::newRow("count of zero") << "tail broker: -c 0" << QByteArray("--count");
    QTest::newRow("duration without a unit") << "tail broker: --for 5" << QByteArray("500ms");
    QTest::newRow("size without sense") << "tail broker: --log ring --disk much" << QByteArray("--disk");
    QTest::newRow("start that is none") << "tail broker: --from begining" << QByteArray("Did you mean 'beginning'");
    QTest::newRow("stop that is none") << "tail broker: --until later" << QByteArray("--until");
    QTest::newRow("format that is none") << "tail broker: -F jason" << QByteArray("Did you mean 'json'");
    QTest::newRow("letter of a template") << "tail broker: -F %t%q" << QByteArray("character 3");
    QTest::newRow("live source from its beginning") << "tail broker: --from beginning" << QByteArray("live");
    QTest::newRow("option of a connector") << "tail broker: -X urk=1" << QByteArray("Did you mean 'url'");
    QTest::newRow("option of a connector without a value") << "tail broker: -X url" << QByteArray("key=value");
    QTest::newRow("record without a file") << "record broker:" << QByteArray("-o FILE");
    QTest::newRow("import without a file") << "import -" << QByteArray("-o RECORDING");
    QTest::newRow("header without a value") << "publish broker:x -H name y" << QByteArray("NAME=VALUE");
    QTest::newRow("input that is none") << "publish broker:x --input line" << QByteArray("Did you mean 'lines'");
    QTest::newRow("rate of zero") << "publish broker:x --rate 0 y" << QByteArray("--rate");
    QTest::newRow("port that is none") << "broker --publish-port 70000" << QByteArray("--publish-port");
    QTest::newRow("address of the network") << "broker --listen 0.0.0.0" << QByteArray("0.0.0.0");
    QTest::newRow("fast and durable") << "broker --fast --durable" << QByteArray("exclude");
    QTest::newRow("scenario that is none") << "demo order" << QByteArray("orders");
    QTest::newRow("report in a form for events") << "plugins --format csv" << QByteArray("text or json");
}

void TestCommandWords::aWrongWordEndsWithTwoAndNamesTheNearest()
{
    QFETCH(const QString, call);
    QFETCH(const QByteArray, said);

    const auto outcome = m_sandbox.run(call.split(QLatin1Char(' ')));

    QVERIFY2(outcome.code == 2, outcome.err.constData());
    QVERIFY2(outcome.err.contains(said), outcome.err.constData());
    QVERIFY2(outcome.out.isEmpty(), outcome.out.constData());
}

void TestCommandWords::theManPageNamesEveryVerb()
{
    const auto page = m_sandbox.run({QStringLiteral("--print-man-page")});

    QCOMPARE(page.code, 0);
    for (const auto* verb :
        {"tail", "record", "publish", "info", "verify", "export", "import", "broker", "demo", "doctor", "plugins"})
        QVERIFY2(page.out.contains(QByteArray(QByteArray(".SS eventscope ") + verb)), verb);
}

QTEST_GUILESS_MAIN(TestCommandWords)
#include "tst_command_words.moc"
