// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "broker/expression/filter_text.h"
#include "broker/expression/lexer.h"
#include "tests/broker/expression/filter_fixture.h"

using namespace eventscope;
using namespace eventscope::expression;

/// Filters that the program writes, and tokens for the filter bar.
class TestFilterText : public QObject {
    Q_OBJECT

private slots:
    void writtenFiltersLetTheirEventThrough_data();
    void writtenFiltersLetTheirEventThrough();
    void awkwardValuesCompile_data();
    void awkwardValuesCompile();
    void pathsAreQuotedWhereNeeded();
    void tokensHaveRoles();

private:
    FilterFixture m_fixture;
};

void TestFilterText::writtenFiltersLetTheirEventThrough_data()
{
    QTest::addColumn<QString>("text");
    const auto add = [](const std::string& text) { QTest::newRow(text.c_str()) << QString::fromStdString(text); };
    using Path = std::vector<std::string>;
    add(equalsText("type", FieldValue(std::string_view("order.created"))));
    add(equalsText("subject", std::nullopt));
    add(equalsText("partition", FieldValue(std::int64_t{3})));
    add(equalsText("nats.big", FieldValue(std::uint64_t{18446744073709551615U})));
    add(equalsText("nats.ratio", FieldValue(0.25)));
    add(equalsText("nats.fresh", FieldValue(true)));
    add(equalsText("time", FieldValue(std::int64_t{1772373731482000001})));
    add(timeEqualsText("nats.stored", 1772367731482000000));
    add(equalsText(headerPath("content-type"), FieldValue(std::string_view("application/json"))));
    add(equalsText(dataPath(Path{"total"}), FieldValue(129.9)));
    add(equalsText(dataPath(Path{"big"}), FieldValue(std::int64_t{9007199254740993})));
    add(equalsText(dataPath(Path{"items", "1", "sku"}), FieldValue(std::string_view("b-2"))));
    add(equalsText(dataPath(Path{"order id"}), FieldValue(std::int64_t{5})));
    add(equalsText(dataPath(Path{"paid"}), FieldValue(true)));
    add(equalsText(dataPath(Path{"none"}), std::nullopt));
}

void TestFilterText::writtenFiltersLetTheirEventThrough()
{
    QFETCH(const QString, text);
    QCOMPARE(m_fixture.verdict(text.toStdString()), std::string("true"));
}

void TestFilterText::awkwardValuesCompile_data()
{
    QTest::addColumn<QString>("text");
    const auto add = [](const std::string& text) { QTest::newRow(text.c_str()) << QString::fromStdString(text); };
    add(equalsText("key", FieldValue(std::string_view("it's; -- DROP"))));
    add(equalsText("key", FieldValue(std::string_view("line\nbreak"))));
    add(equalsText("offset", FieldValue(std::numeric_limits<std::int64_t>::min())));
    add(equalsText("offset", FieldValue(std::int64_t{-5})));
    add(equalsText("nats.ratio", FieldValue(std::nan(""))));
    add(equalsText("nats.ratio", FieldValue(-HUGE_VAL)));
    add(equalsText("nats.ratio", FieldValue(-1.5e-300)));
    add(equalsText(dataPath(std::vector<std::string>{"a`b", "c.d", "", "日本"}), FieldValue(std::string_view("x"))));
    add(equalsText(headerPath("it's"), FieldValue(std::string_view("x"))));
}

void TestFilterText::awkwardValuesCompile()
{
    QFETCH(const QString, text);
    const auto filter = m_fixture.compile(text.toStdString());
    QVERIFY2(filter, filter ? "" : filter.error().message.c_str());
}

void TestFilterText::pathsAreQuotedWhereNeeded()
{
    QCOMPARE(equalsText("key", FieldValue(std::string_view("it's"))), std::string("key = 'it''s'"));
    QCOMPARE(dataPath(std::vector<std::string>{"a", "b2"}), std::string("data.a.b2"));
    QCOMPARE(dataPath(std::vector<std::string>{"a", "0", "end"}), std::string("data.a[0].end"));
    QCOMPARE(dataPath(std::vector<std::string>{"order id"}), std::string("data.`order id`"));
    QCOMPARE(headerPath("x-y"), std::string("headers['x-y']"));
}

void TestFilterText::tokensHaveRoles()
{
    const auto found = tokens("UPPER(type) = 'x' AND size >= 2 -- why\n ! 'open");

    const std::vector<TokenRange> expected{{0, 5, TokenRole::Function}, {5, 1, TokenRole::Operator},
        {6, 4, TokenRole::Name}, {10, 1, TokenRole::Operator}, {12, 1, TokenRole::Operator}, {14, 3, TokenRole::Text},
        {18, 3, TokenRole::Keyword}, {22, 4, TokenRole::Name}, {27, 2, TokenRole::Operator}, {30, 1, TokenRole::Number},
        {32, 6, TokenRole::Comment}, {40, 1, TokenRole::Bad}, {42, 5, TokenRole::Bad}};
    QVERIFY(found == expected);
}

QTEST_APPLESS_MAIN(TestFilterText)
#include "tst_filter_text.moc"
