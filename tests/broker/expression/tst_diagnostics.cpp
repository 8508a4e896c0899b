// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>

#include "broker/expression/parser.h"
#include "tests/broker/expression/filter_fixture.h"

using namespace eventscope::expression;

/// What a person is told of a broken text: the place, what was found, what was expected.
class TestDiagnostics : public QObject {
    Q_OBJECT

private slots:
    void placeAndWords_data();
    void placeAndWords();
    void deepNestingIsRefused_data();
    void deepNestingIsRefused();
    void manyConditionsAreFine();
    void aLongTextIsRefused();

private:
    FilterFixture m_fixture;
};

void TestDiagnostics::placeAndWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("message");
    const auto add = [](const char* text, int offset, int length, const char* message) {
        QTest::newRow(text) << QString::fromUtf8(text) << offset << length << QString::fromUtf8(message);
    };
    add("", 0, 0, "Expected an expression, found the end of the text");
    add("type == 'x'", 5, 2, "Expected an expression after '='; equality is written with one '='");
    add("type != 'x'", 5, 2, "'!=' is not in the language; inequality is written <>");
    add("type = \"x\"", 7, 3, "Texts are written with single quotes: 'x' (names with `backquotes`)");
    add("type = 'x", 7, 2, "This text does not end; expected ' after it (a ' inside a text is written '')");
    add("`type = 1", 0, 9, "This name does not end; expected ` after it");
    add("type = 'x' /* y", 11, 4, "This comment does not end; expected */ after it");
    add("type = ", 7, 0, "Expected an expression after '=', found the end of the text");
    add("type = 'x' AND", 14, 0, "Expected an expression after 'AND', found the end of the text");
    add("type = 'x' && key = 'y'", 11, 2, "'&&' is not in the language; write AND");
    add("!nats.fresh", 0, 1, "'!' is not in the language; write NOT");
    add("key::INT = 1", 3, 2, "'::' is not in the language; write CAST(… AS …)");
    add("type 'x'", 5, 3, "Expected an operator such as =, LIKE or AND, or the end, found the text 'x'");
    add("(type = 'x'", 11, 0, "Expected ')' or an operator, found the end of the text");
    add("type ILIKE 'x'", 5, 5, "ILIKE is not in the language; write UPPER(…) LIKE 'ABC%'");
    add("typ = 'x'", 0, 3, "There is no field 'typ', did you mean type? (a text is written in single quotes)");
    add("type = created", 7, 7,
        "There is no field 'created'; values inside the payload are written data.created (a text is written in single "
        "quotes)");
    add("channel = 'ü' AND ky = 'x'", 19, 2,
        "There is no field 'ky', did you mean key? (a text is written in single quotes)");
    add("headers = 'x'", 0, 7, "Expected the name of a header, as in headers['content-type']");
    add("key = 42", 0, 8,
        "implicit type conversion between VARCHAR and INTEGER is not supported now; put the number in quotes, as in "
        "'42', or convert the text: CAST(… AS INT)");
    add("partition = '3'", 0, 15,
        "implicit type conversion between INTEGER and VARCHAR is not supported now; write the number without quotes");
    add("key = partition", 0, 15,
        "implicit type conversion between VARCHAR and INTEGER is not supported now; convert one of them, as in CAST(… "
        "AS STRING)");
    add("nats.fresh = 1", 11, 1,
        "Cannot apply '=' to arguments of type '<BOOLEAN> = <INTEGER>'; both sides need the same kind of value");
    add("time > 'yesterday'", 7, 11, "'yesterday' is not a time; write 'yyyy-MM-dd HH:mm:ss' (UTC)");
    add("partition > 'many'", 12, 6, "'many' is not a number");
    add("type", 0, 4,
        "WHERE clause must be a condition: found a value of type STRING, expected a comparison such as type = 'x'");
    add("size", 0, 4,
        "WHERE clause must be a condition: found a value of type BIGINT, expected a comparison such as size > 100");
    add("type AND TRUE", 0, 4,
        "AND takes conditions: found a value of type STRING, expected a comparison such as type = 'x'");
    add("key + 1 = 2", 4, 1,
        "Cannot apply '+' to arguments of type '<VARCHAR> + <INTEGER>'; convert the text first: CAST(… AS DOUBLE)");
    add("time - observed > 1", 5, 1,
        "Cannot apply '-' to arguments of type '<TIMESTAMP_LTZ> - <TIMESTAMP_LTZ>'; the time between two times is "
        "TIMESTAMPDIFF(SECOND, …, …)");
    add("time + 5 > time", 5, 1,
        "Cannot apply '+' to arguments of type '<TIMESTAMP_LTZ> + <INTEGER>'; a time takes an interval: time + "
        "INTERVAL '5' MINUTE");
    add("1.5e0 % 2 = 1", 6, 1, "Cannot apply '%' to arguments of type '<DOUBLE> % <INTEGER>'");
    add("FOO(type) = 'x'", 0, 3, "No match found for function signature FOO(…)");
    add("UPER(type) = 'x'", 0, 4, "No match found for function signature UPER(…); did you mean UPPER?");
    add("LENGTH(type) = 1", 0, 6, "No match found for function signature LENGTH(…); write CHAR_LENGTH(…)");
    add("UPPER(type, 'x') = 'x'", 0, 5, "UPPER takes 1 argument, found 2");
    add("UPPER(partition) = 'x'", 6, 9, "UPPER takes a text as argument 1, found a value of type INT");
    add("LEFT(type, 'x') = 'x'", 11, 3, "LEFT takes a whole number as argument 2, found a value of type CHAR(1)");
    add("UPPER(type = 'x'", 16, 0, "Expected ',' or ')' in the arguments of UPPER, found the end of the text");
    add("COUNT(*) > 1", 0, 5,
        "Aggregate expression is illegal in WHERE clause: COUNT needs a rule, a filter looks at one event");
    add("type IN 'x'", 8, 3, "Expected a list in parentheses after IN, as in IN ('a', 'b'), found the text 'x'");
    add("type IN ('x'", 12, 0, "Expected ',' or ')' in the list of IN, found the end of the text");
    add("size BETWEEN 1 OR 2", 15, 2, "Expected AND between the two bounds of BETWEEN, found 'OR'");
    add("type IS 'x'", 8, 3, "Expected NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM after IS, found the text 'x'");
    add("CASE WHEN TRUE 1 END = 1", 15, 1, "Expected THEN after the condition of WHEN, found the number 1");
    add("CASE END = 1", 5, 3, "Expected an expression after 'CASE', found 'END'");
    add("CAST(key AS NUMBER) = 1", 12, 6,
        "Expected a type: BOOLEAN, INT, BIGINT, DECIMAL(10, 2), DOUBLE, STRING, DATE, TIMESTAMP(3), …, found 'NUMBER'");
    add("CAST(key, INT) = 1", 8, 1, "Expected AS and a type, as in CAST(… AS INT), found ','");
    add("CAST(time AS INT) = 1", 0, 17, "Cast function cannot convert value of type TIMESTAMP_LTZ to type INTEGER");
    add("EXTRACT(YEAR time) = 1", 13, 4, "Expected FROM, as in EXTRACT(YEAR FROM time), found 'time'");
    add("YEAR(key) = 1", 5, 3,
        "YEAR takes a time, found a value of type STRING; a text becomes one with CAST(… AS TIMESTAMP(3))");
    add("time > TIMESTAMP '2026-02-30 00:00:00'", 7, 31,
        "'2026-02-30 00:00:00' is not a time; write TIMESTAMP 'yyyy-MM-dd HH:mm:ss' (UTC)");
    add("time > DATE '2026'", 7, 11, "'2026' is not a date; write DATE 'yyyy-MM-dd'");
    add("time + INTERVAL '300' SECOND > time", 7, 21,
        "Interval field value 300 exceeds precision of SECOND(2) field; give it more digits, as in SECOND(3)");
    add("time + INTERVAL '1.5' MINUTE > time", 7, 21, "Illegal interval literal format '1.5' for INTERVAL MINUTE");
    add("time + INTERVAL '5' > time", 20, 1,
        "Expected a unit after the interval: SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER or YEAR, found '>'");
    add("type LIKE 'a!b' ESCAPE '!'", 10, 5, "Invalid escape sequence 'a!b', 1");
    add("type LIKE 'a' ESCAPE '!!'", 10, 3, "Invalid escape character '!!': one character is needed");
    add("partition LIKE '3'", 0, 9,
        "Cannot apply 'LIKE' to a value of type INT; convert it to a text first: CAST(… AS STRING)");
    add("REGEXP(type, '(')", 13, 3, "'(' is not a regular expression: missing ): (");
    add("JSON_VALUE(data, 'a') = 'x'", 17, 3, "JSON_VALUE takes a path in quotes, as in '$.a.b' or '$.items[0]'");
    add("size = 99999999999999999999", 7, 20,
        "Numeric literal '99999999999999999999' out of range: integers end at 9223372036854775807");
    add("size = 12ab", 7, 4, "'12ab' is not a number; a text is written '12ab' in single quotes");
    add("COALESCE(type, 1) = 1", 15, 1, "The values of COALESCE need one type: found INT beside STRING");
    add("size = #", 7, 1, "'#' is not in the language");
    add("data.x[ = 1", 8, 1, "Expected a 'name' or a number between [ and ], found '='");
    add("type = 'x' ORDER BY type", 11, 5, "Expected an operator such as =, LIKE or AND, or the end, found 'ORDER'");
}

void TestDiagnostics::placeAndWords()
{
    QFETCH(const QString, text);
    QFETCH(const int, offset);
    QFETCH(const int, length);
    QFETCH(const QString, message);

    const auto filter = m_fixture.compile(text.toStdString());

    QVERIFY(!filter);
    QCOMPARE(QString::fromStdString(filter.error().message), message);
    QCOMPARE(static_cast<int>(filter.error().offset), offset);
    QCOMPARE(static_cast<int>(filter.error().length), length);
}

void TestDiagnostics::deepNestingIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto many = [](const char* part) { return QByteArray(part).repeated(10'000); };
    QTest::newRow("parentheses") << many("(") + "TRUE" + many(")");
    QTest::newRow("NOT") << many("NOT ") + "TRUE";
    QTest::newRow("signs") << many("- ") + "1 = 1";
    QTest::newRow("sums") << QByteArray("1") + many("+1") + " = 1";
    QTest::newRow("texts joined") << QByteArray("'a'") + many("||'a'") + " = 'a'";
    QTest::newRow("functions") << QByteArray("ABS(").repeated(5'000) + "1";
    QTest::newRow("CASE") << QByteArray("CASE WHEN ").repeated(5'000);
    QTest::newRow("IN") << QByteArray("1 IN (").repeated(5'000);
}

void TestDiagnostics::deepNestingIsRefused()
{
    QFETCH(const QByteArray, text);

    const auto filter = m_fixture.compile(text.toStdString());

    QVERIFY(!filter);
    QCOMPARE(QString::fromStdString(filter.error().message),
        QStringLiteral("The expression is nested deeper than 200 levels; split it up"));
}

void TestDiagnostics::manyConditionsAreFine()
{
    std::string text = "key = 'x0'";
    for (int i = 1; i < 3000; ++i)
        text += " OR key = 'x" + std::to_string(i) + "'";
    QCOMPARE(m_fixture.verdict(text), std::string("false"));
    QCOMPARE(m_fixture.verdict(text + " OR key = '4711'"), std::string("true"));
}

void TestDiagnostics::aLongTextIsRefused()
{
    const auto text = "key = '" + std::string(MaxTextBytes, 'x') + "'";

    const auto filter = m_fixture.compile(text);

    QVERIFY(!filter);
    QCOMPARE(
        QString::fromStdString(filter.error().message), QStringLiteral("The text is longer than 64 KiB; shorten it"));
    QCOMPARE(filter.error().offset, MaxTextBytes);
}

QTEST_APPLESS_MAIN(TestDiagnostics)
#include "tst_diagnostics.moc"
