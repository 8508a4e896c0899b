// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <optional>
#include <string>
#include <vector>

#include "tests/broker/expression/filter_fixture.h"

using namespace eventscope;
using namespace eventscope::expression;

namespace {

struct Case {
    const char* text;
    const char* verdict;
};

void addCases(std::initializer_list<Case> cases)
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("verdict");
    for (const auto& row : cases)
        QTest::newRow(row.text) << QString::fromUtf8(row.text) << QString::fromUtf8(row.verdict);
}

} // namespace

/// What a filter says of one event, by table.
class TestFilter : public QObject {
    Q_OBJECT

private slots:
    void fields_data();
    void fields() { compareVerdict(); }
    void payload_data();
    void payload() { compareVerdict(); }
    void precedence_data();
    void precedence() { compareVerdict(); }
    void nullLogic_data();
    void nullLogic() { compareVerdict(); }
    void conditions_data();
    void conditions() { compareVerdict(); }
    void arithmetic_data();
    void arithmetic() { compareVerdict(); }
    void failsWhileRunning_data();
    void failsWhileRunning() { compareVerdict(); }
    void channelsAreBounded_data();
    void channelsAreBounded();
    void namesAreComparedOncePerName();

private:
    void compareVerdict()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, verdict);
        QCOMPARE(QString::fromStdString(m_fixture.verdict(text.toStdString())), verdict);
    }

    FilterFixture m_fixture;
};

void TestFilter::fields_data()
{
    addCases({{"position = 11", "true"}, {"kind = 'message'", "true"}, {"kind <> 'delivery'", "true"},
        {"connection = 'test'", "true"}, {"channel = 'orders'", "true"}, {"channel = 'Orders'", "false"},
        {"partition = 3", "true"}, {"offset = 41", "true"},
        {"time = TIMESTAMP '2026-03-01 14:02:11.482000001'", "true"}, {"time > '2026-03-01 14:02:11'", "true"},
        {"time < '2026-03-01'", "false"}, {"time >= DATE '2026-03-01'", "true"}, {"observed < time", "true"},
        {"time < observed + INTERVAL '3' HOUR", "true"}, {"producer = 'shop'", "true"},
        {"epoch = 2 AND sequence = 7", "true"}, {"key = '4711'", "true"}, {"id LIKE 'a-%'", "true"},
        {"source = '/tests'", "true"}, {"type = 'order.created'", "true"}, {"subject IS NULL", "true"},
        {"datacontenttype LIKE '%json'", "true"}, {"correlationid = 'c-1'", "true"}, {"causationid IS NULL", "true"},
        {"traceparent = 'x'", "unknown"}, {"size BETWEEN 200 AND 300", "true"},
        {"headers['content-type'] = 'application/json'", "true"}, {"headers['nothing'] IS NULL", "true"},
        {"headers['empty'] IS NULL", "true"}, {"CAST(headers['retry'] AS INT) > 2", "true"},
        {"headers.retry = '3'", "true"}, {"nats.reply = '_INBOX.1'", "true"}, {"nats.hops * 2 = 8", "true"},
        {"nats.big > 9223372036854775807", "true"}, {"nats.big = 18446744073709551615.", "true"},
        {"nats.ratio < 0.5", "true"}, {"nats.fresh", "true"}, {"nats.stored > '2026-03-01 12:00:00'", "true"},
        {"nats.absent IS NULL", "true"}, {"`type` = 'order.created'", "true"},
        {"type = 'order.created' -- a comment", "true"}, {"type /* a comment */ = 'order.created'", "true"}});
}

void TestFilter::payload_data()
{
    addCases({{"data.total > 100", "true"}, {"data.total = 129.9", "true"}, {"129.9 = data.total", "true"},
        {"data.count = 100", "true"}, {"data.big = 9007199254740993", "true"}, {"data.big = 9007199254740992", "false"},
        {"data.currency = 'EUR'", "true"}, {"data.currency > 5", "unknown"},
        {"data.currency IN ('USD', 'EUR')", "true"}, {"data.count IN (1, 100)", "true"},
        {"data.count IN (1, 2.5)", "false"}, {"data.paid", "true"}, {"data.paid = TRUE", "true"},
        {"NOT data.paid", "false"}, {"data.none IS NULL", "true"}, {"data.nowhere IS NULL", "true"},
        {"data.nowhere = 'x'", "unknown"}, {"data.name = 'Zoë'", "true"},
        {"data.at > TIMESTAMP '2026-03-01 13:59:59'", "true"}, {"time > data.at", "true"}, {"data.text = 42", "true"},
        {"data.text = '42'", "true"}, {"data.count = '100'", "true"}, {"data.items[1].sku = 'b-2'", "true"},
        {"data.items.0.sku = 'a-1'", "true"}, {"data.items IS NULL", "true"}, {"JSON_EXISTS(data, '$.items')", "true"},
        {"JSON_EXISTS(data, '$.none')", "true"}, {"JSON_EXISTS(data, '$.nowhere')", "false"},
        {"data.`order id` = 5", "true"}, {"data['order id'] = 5", "true"},
        {"JSON_VALUE(data, '$.currency') = 'EUR'", "true"},
        {"JSON_VALUE(data, '$.count' RETURNING INT) + 1 = 101", "true"},
        {"JSON_VALUE(data, '$.items[0].sku') = 'a-1'", "true"},
        {"JSON_VALUE(data, '$[\"order id\"]' RETURNING INTEGER) = 5", "true"}, {"data LIKE '%EUR%'", "true"},
        {"data.total BETWEEN 100 AND 200", "true"}, {"data.total + data.count > 229", "true"},
        {"data.count * 2 = 200", "true"}, {"UPPER(data.currency) = 'EUR'", "true"},
        {"CAST(data.text AS INT) = 42", "true"}, {"CAST(data.currency AS INT) IS NULL", "true"},
        {"data.currency LIKE 'E_R'", "true"}, {"COALESCE(data.nowhere, 'none') = 'none'", "true"},
        {"CASE data.currency WHEN 'EUR' THEN 1 ELSE 2 END = 1", "true"}, {"data.currency = data.currency", "true"},
        {"data.a.b.c IS NULL", "true"}, {"LEFT(data.currency, data.nowhere) IS NULL", "true"}});
}

void TestFilter::precedence_data()
{
    addCases({{"TRUE OR FALSE AND FALSE", "true"}, {"(TRUE OR FALSE) AND FALSE", "false"},
        {"NOT FALSE AND FALSE", "false"}, {"NOT (FALSE AND FALSE)", "true"}, {"NOT 1 = 2", "true"},
        {"1 + 2 * 3 = 7", "true"}, {"(1 + 2) * 3 = 9", "true"}, {"10 - 4 - 3 = 3", "true"}, {"2 * 3 % 4 = 2", "true"},
        {"-2 + 3 = 1", "true"}, {"- -2 = 2", "true"}, {"1 = 1 IS TRUE", "true"}, {"NOT subject = 'x' IS NULL", "false"},
        {"key = '4' || '711'", "true"}, {"'a' || 'b' LIKE 'ab'", "true"}, {"1 BETWEEN 0 AND 2 AND TRUE", "true"},
        {"1 IN (1) = TRUE", "true"}, {"1 NOT BETWEEN 2 AND 3", "true"}});
}

void TestFilter::nullLogic_data()
{
    addCases({{"NULL", "unknown"}, {"UNKNOWN", "unknown"}, {"NULL AND FALSE", "false"}, {"FALSE AND NULL", "false"},
        {"NULL AND TRUE", "unknown"}, {"TRUE AND NULL", "unknown"}, {"NULL OR TRUE", "true"}, {"TRUE OR NULL", "true"},
        {"NULL OR FALSE", "unknown"}, {"FALSE OR NULL", "unknown"}, {"NOT NULL", "unknown"},
        {"subject = 'x' OR key = '4711'", "true"}, {"subject = 'x' AND key = '4711'", "unknown"},
        {"NOT (subject LIKE 'db-%')", "unknown"}, {"(subject = 'x') IS NOT TRUE", "true"},
        {"(subject = 'x') IS UNKNOWN", "true"}, {"(key = 'x') IS FALSE", "true"}, {"(key = 'x') IS NOT FALSE", "false"},
        {"(key = 'x') IS NOT UNKNOWN", "true"}, {"subject IS DISTINCT FROM 'x'", "true"},
        {"subject IS NOT DISTINCT FROM NULL", "true"}, {"key IS NOT DISTINCT FROM '4711'", "true"},
        {"partition NOT IN (7, NULL)", "unknown"}, {"partition IN (3, NULL)", "true"},
        {"partition IN (7, NULL)", "unknown"}, {"key IN (NULL, '4711')", "true"}, {"key NOT IN ('a', NULL)", "unknown"},
        {"1 = NULL", "unknown"}});
}

void TestFilter::conditions_data()
{
    addCases({{"partition BETWEEN 3 AND 3", "true"}, {"partition NOT BETWEEN 4 AND 5", "true"},
        {"key BETWEEN '4' AND '5'", "true"}, {"key IN ('4711', 'x')", "true"}, {"key NOT IN ('x')", "true"},
        {"partition IN (1, 2 + 1)", "true"}, {"partition IN (1.5, 3.0)", "true"}, {"key < 5000", "true"},
        {"key BETWEEN 4000 AND 5000", "true"}, {"key IN (4711)", "true"}, {"nats.fresh = 'true'", "false"},
        {"nats.fresh = 'TRUE'", "true"}, {"type LIKE 'order.%'", "true"}, {"type NOT LIKE 'order.%'", "false"},
        {"type LIKE '%.created'", "true"}, {"type LIKE 'o____.%'", "true"}, {"type LIKE '%r.c%'", "true"},
        {"type LIKE '%_created'", "true"}, {"type LIKE 'order'", "false"}, {"'50%' LIKE '50!%' ESCAPE '!'", "true"},
        {"'50x' LIKE '50!%' ESCAPE '!'", "false"}, {"'a_b' LIKE 'a\\_b'", "false"}, {"'ü' LIKE '_'", "true"},
        {"'' LIKE '%'", "true"}, {"key LIKE key", "true"}, {"type SIMILAR TO 'order.(created|paid)'", "true"},
        {"type SIMILAR TO '%(paid|sent)'", "false"}, {"'a.b' SIMILAR TO 'a_b'", "true"},
        {"'axb' SIMILAR TO 'a.b'", "false"}, {"type NOT SIMILAR TO 'x%'", "true"},
        {"REGEXP(type, '^order\\.')", "true"}, {"REGEXP(type, key)", "false"}, {"'a' = 'a '", "false"},
        {"'Z' < 'a'", "true"}, {"'é' > 'z'", "true"}, {"'it''s' = 'it''s'", "true"}, {"1 = 1.0", "true"},
        {"1e0 = 1", "true"}, {"2.5 > 2", "true"}, {"GREATEST(1, 2.5) = 2.5", "true"}});
}

void TestFilter::arithmetic_data()
{
    addCases({{"2147483647 + 1 < 0", "true"}, {"2147483648 + 1 > 0", "true"}, {"-7 / 2 = -3", "true"},
        {"-7 % 2 = -1", "true"}, {"MOD(7, -2) = 1", "true"}, {"7 / 2.0 = 3.5", "true"}, {"7 / 2e0 = 3.5", "true"},
        {"0.1 + 0.2 = 0.3", "true"}, {"1e0 / 0 > 1e308", "true"}, {"0e0 / 0 = 0e0 / 0", "false"},
        {"position <> 0 AND 22 / position = 2", "true"}, {"partition = 3 OR 1 / 0 = 1", "true"},
        {"99999999999999999999.9 * 10 = 999999999999999999999",
            "error: Numeric literal '999999999999999999999' "
            "out of range: integers end at 9223372036854775807"},
        {"12345678901234567890.12 * 98765432109876543210.98 IS NULL", "true"},
        {"CAST(1.005 AS DECIMAL(3,2)) = 1.01", "true"}, {"CAST(12345 AS DECIMAL(3,0)) IS NULL", "true"},
        {"ROUND(2.5) = 3", "true"}, {"ROUND(-2.5) = -3", "true"}, {"ROUND(1.2345, 2) = 1.23", "true"},
        {"ROUND(1234, -2) = 1200", "true"}, {"ROUND(2.345e0, 2) = 2.35e0", "true"}, {"FLOOR(-1.5) = -2", "true"},
        {"CEIL(1.1) = 2", "true"}, {"FLOOR(1.9e0) = 1", "true"}, {"ABS(-3) = 3", "true"}, {"ABS(-3.5) = 3.5", "true"},
        {"SIGN(-2) = -1", "true"}, {"SQRT(9) = 3", "true"}, {"POWER(2, 10) = 1024", "true"}, {"EXP(0) = 1", "true"},
        {"LN(1) = 0", "true"}, {"LOG10(1000) = 3", "true"}});
}

void TestFilter::failsWhileRunning_data()
{
    addCases({{"1 / (position - 11) = 1", "failed: / by zero"}, {"MOD(1, position - 11) = 1", "failed: / by zero"},
        {"1.0 / (position - 11) = 1", "failed: Division by zero"},
        {"0.0 / (position - 11) = 1", "failed: Division undefined"},
        {"CAST(type AS INT) = 1", "failed: For input string: 'order.created'. Invalid character found."},
        {"CAST(type AS BOOLEAN)", "failed: Cannot parse 'order.created' as BOOLEAN."},
        {"CAST(type AS TIMESTAMP(3)) = time",
            "failed: Cannot parse 'order.created' as TIMESTAMP: expected yyyy-MM-dd HH:mm:ss."},
        {"type < 5", "failed: For input string: 'order.created'. Invalid character found."},
        {"key LIKE type || '!' ESCAPE '!'", "failed: Invalid escape sequence 'order.created!', 13"},
        {"REGEXP(key, '(' || key)", "failed: '(4711' is not a regular expression: missing ): (4711"},
        {"CHAR_LENGTH(REPEAT(type, 100000000)) > 0", "failed: A text of more than 16 MiB would result"},
        {"time + INTERVAL '9999' YEAR(4) * 99 > time", "failed: The time lies outside of the years that SQL has"}});
}

void TestFilter::channelsAreBounded_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("channels");
    QTest::newRow("one channel") << "channel = 'orders'"
                                 << "orders";
    QTest::newRow("from the right") << "'orders' = channel"
                                    << "orders";
    QTest::newRow("a list") << "channel IN ('b', 'a', 'b') AND data.x = 1"
                            << "a b";
    QTest::newRow("both sides of an AND") << "channel IN ('b', 'a') AND (channel = 'b' AND size > 1)"
                                          << "b";
    QTest::newRow("no channel can pass") << "channel = 'a' AND channel = 'b'"
                                         << "";
    QTest::newRow("an OR bounds nothing") << "channel = 'a' OR size > 1"
                                          << "any";
    QTest::newRow("a NOT bounds nothing") << "NOT channel = 'a'"
                                          << "any";
    QTest::newRow("NOT IN bounds nothing") << "channel NOT IN ('a')"
                                           << "any";
    QTest::newRow("another field") << "type = 'a'"
                                   << "any";
}

void TestFilter::channelsAreBounded()
{
    QFETCH(const QString, text);
    QFETCH(const QString, channels);
    const auto filter = m_fixture.compile(text.toStdString());
    QVERIFY(filter);

    const auto bound = filter->onlyChannels();

    QStringList names;
    for (const auto& name : bound.value_or(std::vector<std::string>{"any"}))
        names << QString::fromStdString(name);
    QCOMPARE(names.join(u' '), channels);
}

void TestFilter::namesAreComparedOncePerName()
{
    Names names;
    const auto batch = fakes::EventBuilder(names)
                           .add("orders", "1")
                           .add("payments", "2")
                           .add("orders", "3")
                           .add("payments", "4")
                           .take();
    const auto filter = m_fixture.compile("channel LIKE 'ord%' AND type = 'order.created'");
    QVERIFY(filter);
    Filter::Scratch scratch;

    std::string passed;
    for (std::size_t i = 0; i < batch->size(); ++i)
        passed += filter->passes(EventView(*batch, i), names, scratch) ? "y" : "n";

    QCOMPARE(passed, std::string("ynyn"));
}

QTEST_APPLESS_MAIN(TestFilter)
#include "tst_filter.moc"
