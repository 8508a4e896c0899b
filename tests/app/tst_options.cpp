// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "app/options.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::app;
using namespace std::chrono_literals;

class TestOptions final : public QObject {
    Q_OBJECT

private slots:
    void durationsHaveUnits();
    void sizesHaveUnits();
    void startsAreRead();
    void stopsAreRead();
    void whatIsNoneIsRefusedByName_data();
    void whatIsNoneIsRefusedByName();
};

void TestOptions::durationsHaveUnits()
{
    QVERIFY(parseDuration("500ms") == 500ms);
    QVERIFY(parseDuration("1.5s") == 1500ms);
    QVERIFY(parseDuration("15m") == 15min);
    QVERIFY(parseDuration("2h") == 2h);
    QVERIFY(parseDuration("1d") == 24h);
    for (const auto* text : {"", "5", "s", "-5s", "5 s", "1e400s", "99999999d", "nan"})
        QVERIFY2(!parseDuration(text), text);
}

void TestOptions::sizesHaveUnits()
{
    QVERIFY(parseSize("64KiB") == std::uint64_t{64} << 10);
    QVERIFY(parseSize("10MiB") == std::uint64_t{10} << 20);
    QVERIFY(parseSize("1GiB") == std::uint64_t{1} << 30);
    for (const auto* text : {"", "much", "10MB", "-1KiB", "1kib"})
        QVERIFY2(!parseSize(text), text);
}

void TestOptions::startsAreRead()
{
    QVERIFY(parseStart("live")->kind == Start::Kind::Live);
    QVERIFY(parseStart("beginning")->kind == Start::Kind::Beginning);
    QCOMPARE(parseStart("end-100")->number, std::uint64_t{100});
    QVERIFY(parseStart("-15m")->ago == 15min);
    QCOMPARE(parseStart("offset:7")->number, std::uint64_t{7});
    QVERIFY(parseStart("2026-03-01T12:00:00Z")->time == *parseRfc3339("2026-03-01T12:00:00Z"));
}

void TestOptions::stopsAreRead()
{
    QVERIFY(parseStop("end")->kind == Stop::Kind::End);
    QVERIFY(parseStop("+30s")->after == 30s);
    QVERIFY(parseStop("2026-03-01T12:00:00+01:00")->time == *parseRfc3339("2026-03-01T11:00:00Z"));
}

void TestOptions::whatIsNoneIsRefusedByName_data()
{
    QTest::addColumn<std::string>("text");
    for (const auto* text : {"", "now", "end", "end-", "end-x", "-", "-15", "offset:", "offset:-1", "2026-03-01"})
        QTest::newRow(*text == '\0' ? "nothing" : text) << std::string(text);
}

void TestOptions::whatIsNoneIsRefusedByName()
{
    QFETCH(const std::string, text);

    const auto start = parseStart(text);

    QVERIFY(!start);
    QVERIFY(start.error().what.starts_with("'" + text + "'"));
}

QTEST_APPLESS_MAIN(TestOptions)
#include "tst_options.moc"
