// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <limits>
#include <string>

#include "broker/event/wall_time.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace std::string_literals;

class TestWallTime : public QObject {
    Q_OBJECT

private slots:
    void otherTextsAreRefused_data();
    void otherTextsAreRefused();
    void timesAreRead_data();
    void timesAreRead();
    void everyTimeComesBack_data();
    void everyTimeComesBack();
};

void TestWallTime::otherTextsAreRefused_data()
{
    QTest::addColumn<std::string>("text");
    for (const auto* const text : {"", "now", "2026-03-01", "2026-03-01T14:02:11", "2026-3-1T14:02:11Z",
             "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-00-10T00:00:00Z", "2026-03-01T24:00:00Z",
             "2026-03-01T23:60:00Z", "2026-03-01T23:59:61Z", "2026-03-01T14:02:11.Z", "2026-03-01T14:02:11,5Z",
             "2026-03-01T14:02:11+25:00", "2026-03-01T14:02:11+0100", "2026-03-01T14:02:11Z ", "2026-03-01T14:02:11ZZ",
             "-026-03-01T14:02:11Z", "1677-09-21T00:12:43.145224192Z", "2262-04-11T23:47:16.854775808Z",
             "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2262-04-11T23:47:16-00:01"})
        QTest::newRow(text) << std::string(text);
}

void TestWallTime::otherTextsAreRefused()
{
    QFETCH(const std::string, text);

    const auto time = parseRfc3339(text);

    QVERIFY(!time);
    QVERIFY(time.error().fault == Fault::Invalid);
    QVERIFY(time.error().what.find("RFC 3339") != std::string::npos);
}

void TestWallTime::timesAreRead_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("time");
    QTest::newRow("no fraction") << "2026-03-01T14:02:11Z"s
                                 << "2026-03-01T14:02:11.000000000Z"s;
    QTest::newRow("small letters and a blank") << "2026-03-01 14:02:11.5z"s
                                               << "2026-03-01T14:02:11.500000000Z"s;
    QTest::newRow("digits beyond nine are cut") << "2026-03-01T14:02:11.1234567899Z"s
                                                << "2026-03-01T14:02:11.123456789Z"s;
    QTest::newRow("east over midnight") << "2026-03-01T00:30:00+01:00"s
                                        << "2026-02-28T23:30:00.000000000Z"s;
    QTest::newRow("west") << "2026-03-01T00:30:00-05:30"s
                          << "2026-03-01T06:00:00.000000000Z"s;
    QTest::newRow("a leap second") << "2016-12-31T23:59:60Z"s
                                   << "2017-01-01T00:00:00.000000000Z"s;
    QTest::newRow("a leap day") << "2024-02-29T00:00:00Z"s
                                << "2024-02-29T00:00:00.000000000Z"s;
    QTest::newRow("before 1970") << "1969-12-31T23:59:59.999999999Z"s
                                 << "1969-12-31T23:59:59.999999999Z"s;
}

void TestWallTime::timesAreRead()
{
    QFETCH(const std::string, text);
    QFETCH(const std::string, time);

    const auto read = parseRfc3339(text);

    VERIFY_RESULT(read);
    QCOMPARE(toRfc3339(*read), time);
}

void TestWallTime::everyTimeComesBack_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    using Limits = std::numeric_limits<qint64>;
    for (const qint64 nanoseconds : {Limits::min() + 1, Limits::min() + 1'000'000'000, qint64{-86'400'000'000'001},
             qint64{-1}, qint64{0}, qint64{1}, qint64{1'772'366'400'000'000'001}, Limits::max()})
        QTest::newRow(std::to_string(nanoseconds).c_str()) << nanoseconds;
}

void TestWallTime::everyTimeComesBack()
{
    QFETCH(const qint64, nanoseconds);

    const auto read = parseRfc3339(toRfc3339(fromNanoseconds(nanoseconds)));

    VERIFY_RESULT(read);
    QCOMPARE(qint64{toNanoseconds(*read)}, nanoseconds);
}

QTEST_APPLESS_MAIN(TestWallTime)
#include "tst_wall_time.moc"
