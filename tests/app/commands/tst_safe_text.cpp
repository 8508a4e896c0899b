// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "app/commands/safe_text.h"

using namespace eventscope::app::commands;

class TestSafeText final : public QObject {
    Q_OBJECT

private slots:
    void whatSteersATerminalBecomesVisible_data();
    void whatSteersATerminalBecomesVisible();
    void aLongTextIsCutAndSaysSo();
};

void TestSafeText::whatSteersATerminalBecomesVisible_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("shown");
    QTest::newRow("letters") << std::string("\xC3\xA4 \xE2\x82\xAC \xF0\x9F\x98\x80")
                             << std::string("\xC3\xA4 \xE2\x82\xAC \xF0\x9F\x98\x80");
    QTest::newRow("escape") << std::string("a\033[31m") << std::string("a\\x1B[31m");
    QTest::newRow("line feed and tab") << std::string("a\n\tb") << std::string("a\\x0A\\x09b");
    QTest::newRow("delete") << std::string("\x7F") << std::string("\\x7F");
    QTest::newRow("C1 control sequence") << std::string("\xC2\x9B"
                                                        "31m")
                                         << std::string("\\x9B31m");
    QTest::newRow("right to left override") << std::string("\xE2\x80\xAE") << std::string("\\u202E");
    QTest::newRow("isolate") << std::string("\xE2\x81\xA6") << std::string("\\u2066");
    QTest::newRow("no UTF-8") << std::string("\xFF\xC3") << std::string("\\xFF\\xC3");
    QTest::newRow("overlong") << std::string("\xC0\xAF") << std::string("\\xC0\\xAF");
    QTest::newRow("surrogate") << std::string("\xED\xA0\x80") << std::string("\\xED\\xA0\\x80");
}

void TestSafeText::whatSteersATerminalBecomesVisible()
{
    QFETCH(const std::string, text);
    QFETCH(const std::string, shown);

    QCOMPARE(safeText(text), shown);
    QCOMPARE(isPlainText(text), text == shown || text == "a\n\tb");
}

void TestSafeText::aLongTextIsCutAndSaysSo()
{
    QCOMPARE(safeText("abcdef", 3), std::string("abc\xE2\x80\xA6 (6 bytes)"));
    QCOMPARE(safeText("abc", 3), std::string("abc"));
}

QTEST_APPLESS_MAIN(TestSafeText)
#include "tst_safe_text.moc"
