// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>

#include "tests/broker/expression/filter_fixture.h"

using namespace eventscope::expression;

/// Every function of the language: what its README promises.
class TestFunctions : public QObject {
    Q_OBJECT

private slots:
    void texts_data();
    void texts() { verifyTrue(); }
    void choicesAndCasts_data();
    void choicesAndCasts() { verifyTrue(); }
    void times_data();
    void times() { verifyTrue(); }
    void nullsGiveNull_data();
    void nullsGiveNull() { verifyTrue(); }

private:
    static void addTrue(std::initializer_list<const char*> texts)
    {
        QTest::addColumn<QString>("text");
        for (const auto* text : texts)
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void verifyTrue()
    {
        QFETCH(const QString, text);
        QCOMPARE(QString::fromStdString(m_fixture.verdict(text.toStdString())), QStringLiteral("true"));
    }

    FilterFixture m_fixture;
};

void TestFunctions::texts_data()
{
    addTrue({"UPPER('straße ü') = 'STRASSE Ü'", "LOWER('ÀB') = 'àb'", "INITCAP('foo bar') = 'Foo Bar'",
        "CHAR_LENGTH('日本') = 2", "CHARACTER_LENGTH('') = 0", "SUBSTRING('hello', 2, 3) = 'ell'",
        "SUBSTRING('hello' FROM 2 FOR 3) = 'ell'", "SUBSTR('hello', -2) = 'lo'", "SUBSTRING('日本語', 2, 1) = '本'",
        "SUBSTRING('a', 1, -1) IS NULL", "LEFT('hello', 2) = 'he'", "LEFT('a', -1) = ''", "RIGHT('hello', 2) = 'lo'",
        "RIGHT('hello', 0) = ''", "RIGHT('a', 9) = 'a'", "TRIM('  a ') = 'a'", "TRIM(LEADING FROM ' a ') = 'a '",
        "TRIM(TRAILING 'x' FROM 'xax') = 'xa'", "TRIM(BOTH 'xy' FROM 'xyaxy') = 'a'", "TRIM('é' FROM 'éaé') = 'a'",
        "LTRIM(' a ') = 'a '", "RTRIM(' a ') = ' a'", "BTRIM('--a-', '-') = 'a'", "POSITION('l' IN 'hello') = 3",
        "POSITION('z' IN 'hello') = 0", "POSITION('' IN 'a') = 1", "LOCATE('l', 'hello') = 3",
        "INSTR('hello', 'l') = 3", "REPLACE('a-b-c', '-', '') = 'abc'", "REPLACE('abc', 'x', 'y') = 'abc'",
        "CONCAT('a', 'b', 'c') = 'abc'", "CONCAT_WS('-', 'a', NULL, 'c') = 'a-c'", "CONCAT_WS('-', NULL) = ''",
        "LPAD('7', 3, '0') = '007'", "LPAD('hello', 2, '0') = 'he'", "LPAD('a', 5, 'xyz') = 'xyzxa'",
        "LPAD('a', -1, 'x') IS NULL", "RPAD('a', 3, '-') = 'a--'", "RPAD('a', 3, '') IS NULL",
        "REPEAT('ab', 3) = 'ababab'", "REPEAT('ab', 0) = ''", "REVERSE('aé日') = '日éa'", "STARTSWITH('hello', 'he')",
        "ENDSWITH('hello', 'lo')", "SPLIT_INDEX('a,b,c', ',', 1) = 'b'", "SPLIT_INDEX('a', ',', 5) IS NULL",
        "REGEXP('hello', 'l+')", "REGEXP_REPLACE('hello', 'l+', 'L') = 'heLo'",
        "REGEXP_REPLACE('a1b2', '([a-z])([0-9])', '$2$1') = '1a2b'", "REGEXP_REPLACE('abc', '', '-') = '-a-b-c-'",
        "REGEXP_REPLACE('a', 'a', '\\$1') = '$1'", "REGEXP_REPLACE('a', 'a', '$5') IS NULL",
        "REGEXP_EXTRACT('foothebar', 'foo(.*?)(bar)', 2) = 'bar'", "REGEXP_EXTRACT('abc', 'b') = 'b'",
        "REGEXP_EXTRACT('abc', 'x') IS NULL", "REGEXP_EXTRACT('abc', 'b', 3) IS NULL", "'a' || 'b' || 'c' = 'abc'"});
}

void TestFunctions::choicesAndCasts_data()
{
    addTrue({"COALESCE(NULL, 1) = 1", "COALESCE(subject, key) = '4711'", "IFNULL(subject, 'none') = 'none'",
        "NULLIF(1, 1) IS NULL", "NULLIF(1, 2) = 1", "IF(partition = 3, 'a', 'b') = 'a'", "IF(NULL, 'a', 'b') = 'b'",
        "CASE WHEN FALSE THEN 1 WHEN TRUE THEN 2 ELSE 3 END = 2", "CASE WHEN FALSE THEN 1 END IS NULL",
        "CASE partition WHEN 1 THEN 'one' WHEN 3 THEN 'three' END = 'three'",
        "CASE WHEN TRUE THEN 1 ELSE 1 / 0 END = 1", "GREATEST(1, 3, 2) = 3", "LEAST('b', 'a') = 'a'",
        "LEAST(1.5, 2) = 1.5", "GREATEST(1, NULL) IS NULL", "CAST('4.7' AS INT) = 4", "CAST(' 7 ' AS INT) = 7",
        "CAST('+5' AS INT) = 5", "TRY_CAST('1e2' AS INT) IS NULL", "TRY_CAST('' AS INT) IS NULL",
        "TRY_CAST('3000000000' AS INT) IS NULL", "CAST('3000000000' AS BIGINT) = 3000000000",
        "CAST('1e2' AS DOUBLE) = 100", "CAST('NaN' AS DOUBLE) <> 1", "TRY_CAST('inf' AS DOUBLE) IS NULL",
        "CAST('Infinity' AS DOUBLE) > 1e300", "CAST('3.99' AS DECIMAL(4,1)) = 4.0", "CAST('yes' AS BOOLEAN)",
        "NOT CAST('F' AS BOOLEAN)", "CAST(TRUE AS STRING) = 'TRUE'", "CAST(2147483647 AS SMALLINT) = -1",
        "CAST(1e300 AS BIGINT) = 9223372036854775807", "CAST(-2.9e0 AS INT) = -2", "CAST(2.5 AS STRING) = '2.5'",
        "CAST(1e7 AS STRING) = '1.0E7'", "CAST(0.1e0 AS STRING) = '0.1'", "CAST(1e0 AS STRING) = '1.0'",
        "CAST(5 AS STRING) = '5'", "CAST('abc' AS CHAR(2)) = 'ab'", "CAST('a' AS CHAR(3)) = 'a  '",
        "CAST('abcdef' AS VARCHAR(3)) = 'abc'", "CAST(1 AS BOOLEAN)", "CAST(2.5e0 AS DECIMAL(10,2)) = 2.50",
        "TRY_CAST('2026-1-2' AS DATE) = DATE '2026-01-02'", "TRY_CAST('2026-01-02T03:04:05' AS TIMESTAMP(3)) IS NULL",
        "TRY_CAST('2026-01-02 03:04' AS TIMESTAMP(3)) IS NULL",
        "CAST('2026-01-02' AS TIMESTAMP(3)) = TIMESTAMP '2026-01-02 00:00:00'",
        "CAST('2026-01-02 03:04:05.123456' AS TIMESTAMP(3)) = TIMESTAMP '2026-01-02 03:04:05.123'"});
}

void TestFunctions::times_data()
{
    addTrue({"YEAR(time) = 2026", "QUARTER(time) = 1", "MONTH(time) = 3", "WEEK(time) = 9", "DAYOFYEAR(time) = 60",
        "DAYOFMONTH(time) = 1", "DAYOFWEEK(time) = 1", "HOUR(time) = 14", "MINUTE(time) = 2", "SECOND(time) = 11",
        "EXTRACT(DOW FROM DATE '2026-03-01') = 1", "EXTRACT(MILLISECOND FROM time) = 482",
        "EXTRACT(YEAR FROM TIMESTAMP '1969-12-31 23:59:59.999') = 1970", "EXTRACT(DAY FROM time) = 1",
        "YEAR(data.at) = 2026", "time + INTERVAL '1' DAY > TIMESTAMP '2026-03-02 00:00:00'",
        "TIMESTAMP '2026-01-31 00:00:00' + INTERVAL '1' MONTH = TIMESTAMP '2026-02-28 00:00:00'",
        "TIMESTAMP '2026-01-01 00:00:00' - INTERVAL '1' YEAR = TIMESTAMP '2025-01-01 00:00:00'",
        "INTERVAL 5 MINUTE + time > time", "DATE '2026-03-01' + INTERVAL '1' MONTH = DATE '2026-04-01'",
        "DATE '2026-03-01' - INTERVAL '1' DAY = DATE '2026-02-28'", "time + INTERVAL '00:05' HOUR TO MINUTE > time",
        "time + INTERVAL '1-2' YEAR TO MONTH > time", "time + INTERVAL -'5' MINUTE < time",
        "time - INTERVAL '1' WEEK < time", "time + INTERVAL '1' QUARTER > time",
        "time + INTERVAL '1' MINUTE * 5 > time", "INTERVAL '60' SECOND = INTERVAL '1' MINUTE",
        "TIMESTAMPADD(HOUR, -3, TIMESTAMP '2026-01-01 00:00:00') = TIMESTAMP '2025-12-31 21:00:00'",
        "TIMESTAMPADD(MONTH, 1, DATE '2026-01-31') = DATE '2026-02-28'",
        "TIMESTAMPADD(HOUR, 5, DATE '2026-01-01') = TIMESTAMP '2026-01-01 05:00:00'",
        "TIMESTAMPDIFF(DAY, DATE '2026-01-01', time) = 59",
        "TIMESTAMPDIFF(MONTH, TIMESTAMP '2026-01-31 00:00:00', TIMESTAMP '2026-02-28 00:00:00') = 1",
        "TIMESTAMPDIFF(SECOND, TIMESTAMP '2026-01-01 00:00:00.5', TIMESTAMP '2026-01-01 00:00:00') = 0",
        "TIMESTAMPDIFF(YEAR, TIMESTAMP '2020-06-01 00:00:00', TIMESTAMP '2026-01-01 00:00:00') = 5",
        "TO_TIMESTAMP_LTZ(1000, 3) = TIMESTAMP '1970-01-01 00:00:01'",
        "TO_TIMESTAMP_LTZ(60, 0) = TIMESTAMP '1970-01-01 00:01:00'",
        "TO_TIMESTAMP('2026-01-01 00:00:00') = DATE '2026-01-01'", "TO_TIMESTAMP('x') IS NULL",
        "TO_DATE('2026-01-01') = DATE '2026-01-01'", "FLOOR(time TO HOUR) = TIMESTAMP '2026-03-01 14:00:00'",
        "CEIL(time TO DAY) = TIMESTAMP '2026-03-02 00:00:00'", "FLOOR(time TO MONTH) = DATE '2026-03-01'",
        "CEIL(time TO YEAR) = DATE '2027-01-01'", "CAST(time AS DATE) = DATE '2026-03-01'",
        "CAST(DATE '2026-03-01' AS STRING) = '2026-03-01'",
        "CAST(TIMESTAMP '2026-03-01 14:02:11.482' AS STRING) = '2026-03-01 14:02:11.482'",
        "TIMESTAMP '0001-01-01 00:00:00' < TIMESTAMP '9999-12-31 23:59:59'",
        "TIMESTAMP '2026-03-01 14:02:11.5' > '2026-03-01 14:02:11'"});
}

void TestFunctions::nullsGiveNull_data()
{
    addTrue({"UPPER(subject) IS NULL", "CHAR_LENGTH(subject) IS NULL", "SUBSTRING(subject, 1) IS NULL",
        "SUBSTRING(key, CAST(NULL AS INT)) IS NULL", "subject || 'x' IS NULL", "CONCAT('a', subject) IS NULL",
        "CONCAT_WS(subject, 'a') IS NULL", "REGEXP(subject, 'a') IS NULL", "ABS(CAST(NULL AS INT)) IS NULL",
        "1 + NULL IS NULL", "-NULL IS NULL", "NULL + 1.5 IS NULL", "CAST(NULL AS STRING) IS NULL",
        "YEAR(data.nowhere) IS NULL", "JSON_VALUE(subject, '$.a') IS NULL", "JSON_VALUE(key, '$.a') IS NULL",
        "TIMESTAMPADD(DAY, 1, data.nowhere) IS NULL", "ROUND(data.nowhere, 1) IS NULL",
        "GREATEST(subject, key) IS NULL"});
}

QTEST_APPLESS_MAIN(TestFunctions)
#include "tst_functions.moc"
