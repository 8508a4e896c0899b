// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "app/commands/csv_table.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope::app::commands;

class TestCsvTable final : public QObject {
    Q_OBJECT

private slots:
    void everyCellComesBack_data();
    void everyCellComesBack();
    void aFormulaIsGuarded();
    void aBrokenRowIsRefusedWithItsColumn_data();
    void aBrokenRowIsRefusedWithItsColumn();
};

void TestCsvTable::everyCellComesBack_data()
{
    QTest::addColumn<std::string>("text");
    for (const auto* text : {"", "plain", "a,b", "say \"hi\"", "two\nlines", "=1+1", "'quoted", "'", "''", "'=x", "-5",
             "+5", "@x", "\tx", " x ", "\xC3\xA4"})
        QTest::newRow(*text == '\0' ? "empty" : text) << std::string(text);
}

void TestCsvTable::everyCellComesBack()
{
    QFETCH(const std::string, text);
    std::string row;
    appendCsvRow(row, {text, std::nullopt, text});
    row.pop_back();

    const auto cells = parseCsvRow(row);

    VERIFY_RESULT(cells);
    QCOMPARE(cells->size(), std::size_t{3});
    QVERIFY((*cells)[0] == text);
    QVERIFY(!(*cells)[1]);
    QVERIFY((*cells)[2] == text);
    QVERIFY(!isOpenCsvRow(row));
}

void TestCsvTable::aFormulaIsGuarded()
{
    std::string row;
    appendCsvRow(row, {"=HYPERLINK(\"x\")"});

    QCOMPARE(row, std::string("\"'=HYPERLINK(\"\"x\"\")\"\n"));
}

void TestCsvTable::aBrokenRowIsRefusedWithItsColumn_data()
{
    QTest::addColumn<std::string>("row");
    QTest::addColumn<std::string>("said");
    QTest::newRow("open quotation mark") << std::string("a,\"b") << std::string("column 2");
    QTest::newRow("text after a quotation mark") << std::string("\"a\"b,c") << std::string("column 1");
}

void TestCsvTable::aBrokenRowIsRefusedWithItsColumn()
{
    QFETCH(const std::string, row);
    QFETCH(const std::string, said);

    const auto cells = parseCsvRow(row);

    QVERIFY(!cells);
    QVERIFY(cells.error().what.starts_with(said));
}

QTEST_APPLESS_MAIN(TestCsvTable)
#include "tst_csv_table.moc"
