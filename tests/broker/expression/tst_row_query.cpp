// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>
#include <vector>

#include "broker/expression/row_query.h"

using namespace eventscope::expression;

namespace {

const std::vector<Table>& tables()
{
    static const std::vector<Table> Known{{"orders",
        {{"id", simpleType(TypeKind::Int).withNullable(false)}, {"who", textType()}, {"total", decimalType(10, 2)}}}};
    return Known;
}

std::string typesText(const RowQuery& query)
{
    std::string text;
    for (const auto& column : query.columns())
        text += (text.empty() ? "" : ", ") + column.name + " " + toText(column.type);
    return text;
}

} // namespace

/// SELECT over typed rows.
class TestRowQuery : public QObject {
    Q_OBJECT

private slots:
    void columnsHaveNamesAndTypes_data();
    void columnsHaveNamesAndTypes();
    void brokenQueriesSayWhere_data();
    void brokenQueriesSayWhere();
    void aRowPassesOrNot();
    void aFailureSaysWhy();
};

void TestRowQuery::columnsHaveNamesAndTypes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("types");
    QTest::newRow("star") << "SELECT * FROM orders"
                          << "id INT NOT NULL, who STRING, total DECIMAL(10, 2)";
    QTest::newRow("alias") << "SELECT id + 1 AS next FROM orders"
                           << "next INT NOT NULL";
    QTest::newRow("alias without AS") << "SELECT id next FROM orders;"
                                      << "next INT NOT NULL";
    QTest::newRow("no alias") << "SELECT who, id * 2 FROM orders"
                              << "who STRING, EXPR$1 INT NOT NULL";
    QTest::newRow("table before a column") << "SELECT orders.id FROM orders"
                                           << "id INT NOT NULL";
    QTest::newRow("alias of the table") << "SELECT o.id FROM orders AS o WHERE o.total > 1"
                                        << "id INT NOT NULL";
    QTest::newRow("literals")
        << "SELECT 'ab' AS a, 2.50 AS b, 1e3 AS c, 3000000000 AS d, TRUE AS e FROM orders"
        << "a CHAR(2) NOT NULL, b DECIMAL(3, 2) NOT NULL, c DOUBLE NOT NULL, d BIGINT NOT NULL, e BOOLEAN NOT NULL";
    QTest::newRow("choices") << "SELECT CASE WHEN id > 1 THEN 1 ELSE 2.5 END AS a, COALESCE(who, 'x') AS b, IF(id = 1, "
                                "who, 'x') AS c FROM orders"
                             << "a DECIMAL(11, 1) NOT NULL, b STRING NOT NULL, c STRING";
    QTest::newRow("rounding") << "SELECT ROUND(total, 1) AS a, FLOOR(total) AS b, ABS(total) AS c FROM orders"
                              << "a DECIMAL(10, 1), b DECIMAL(10, 0), c DECIMAL(10, 2)";
    QTest::newRow("too many digits") << "SELECT total * CAST(1 AS DECIMAL(38, 10)) AS a FROM orders"
                                     << "a DECIMAL(38, 6)";
}

void TestRowQuery::columnsHaveNamesAndTypes()
{
    QFETCH(const QString, text);
    QFETCH(const QString, types);

    const auto query = RowQuery::compile(text.toStdString(), tables());

    QVERIFY2(query, query ? "" : query.error().message.c_str());
    QCOMPARE(QString::fromStdString(typesText(*query)), types);
}

void TestRowQuery::brokenQueriesSayWhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QString>("message");
    QTest::newRow("no SELECT") << "id FROM orders" << 0 << "Expected SELECT, found 'id'";
    QTest::newRow("no FROM") << "SELECT id" << 9 << "Expected ',' or FROM, found the end of the text";
    QTest::newRow("no table") << "SELECT id FROM" << 14
                              << "Expected the name of a table after FROM, found the end of the text";
    QTest::newRow("unknown table") << "SELECT id FROM nowhere" << 15 << "Object 'nowhere' not found";
    QTest::newRow("unknown column") << "SELECT idd FROM orders" << 7
                                    << "Column 'idd' not found in any table; did you mean 'id'?";
    QTest::newRow("unknown alias") << "SELECT z.id FROM orders" << 7 << "Table 'z' not found";
    QTest::newRow("not a condition")
        << "SELECT id FROM orders WHERE who" << 28
        << "WHERE clause must be a condition: found a value of type STRING, expected a comparison such as type = 'x'";
    QTest::newRow("something behind") << "SELECT id FROM orders GROUP BY id" << 28
                                      << "Expected WHERE or the end, found 'BY'";
}

void TestRowQuery::brokenQueriesSayWhere()
{
    QFETCH(const QString, text);
    QFETCH(const int, offset);
    QFETCH(const QString, message);

    const auto query = RowQuery::compile(text.toStdString(), tables());

    QVERIFY(!query);
    QCOMPARE(QString::fromStdString(query.error().message), message);
    QCOMPARE(static_cast<int>(query.error().offset), offset);
}

void TestRowQuery::aRowPassesOrNot()
{
    const auto query = RowQuery::compile("SELECT UPPER(who) AS w FROM orders WHERE total > 10", tables());
    QVERIFY(query);
    RowQuery::Scratch scratch;
    const std::vector<Value> rich{Value::ofInteger(1), Value::ofText("ann"), Value::ofBig(1001)};
    const std::vector<Value> poor{Value::ofInteger(2), Value::ofText("bob"), Value::ofBig(999)};
    const std::vector<Value> unknown{Value::ofInteger(3), Value::ofText("eve"), Value()};

    const auto passed = query->evaluate(rich, scratch);

    QVERIFY(passed.outcome == RowQuery::Outcome::Row);
    QCOMPARE(std::string(passed.values[0].text), std::string("ANN"));
    QVERIFY(query->evaluate(poor, scratch).outcome == RowQuery::Outcome::NoRow);
    QVERIFY(query->evaluate(unknown, scratch).outcome == RowQuery::Outcome::NoRow);
}

void TestRowQuery::aFailureSaysWhy()
{
    const auto query = RowQuery::compile("SELECT 1 / id AS x FROM orders", tables());
    QVERIFY(query);
    RowQuery::Scratch scratch;
    const std::vector<Value> row{Value::ofInteger(0), Value(), Value()};

    const auto result = query->evaluate(row, scratch);

    QVERIFY(result.outcome == RowQuery::Outcome::Failed);
    QCOMPARE(result.why, std::string("/ by zero"));
}

QTEST_APPLESS_MAIN(TestRowQuery)
#include "tst_row_query.moc"
