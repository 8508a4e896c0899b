// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "inspectors/inspector/text.h"

using eventscope::inspect::toDisplayText;

class TestText : public QObject {
    Q_OBJECT

private slots:
    void strangeCharactersBecomeVisible_data();
    void strangeCharactersBecomeVisible();
    void longTextIsCutWithAnEllipsis();
    void aCutDoesNotSplitACharacter();
    void aLargePayloadIsNotDecodedWhole();
};

void TestText::strangeCharactersBecomeVisible_data()
{
    QTest::addColumn<QByteArray>("utf8");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain text stays") << QByteArrayLiteral("caf\xC3\xA9 \xE2\x82\xAC")
                                      << QStringLiteral(u"caf\u00E9 \u20AC");
    QTest::newRow("markup stays text") << QByteArrayLiteral("<img src='file:///x'>")
                                       << QStringLiteral("<img src='file:///x'>");
    QTest::newRow("line breaks") << QByteArrayLiteral("a\nb\r\nc") << QStringLiteral(u"a\u23CEb\u23CEc");
    QTest::newRow("tab") << QByteArrayLiteral("a\tb") << QStringLiteral(u"a\u21E5b");
    QTest::newRow("escape sequence") << QByteArrayLiteral("\x1B[31m") << QStringLiteral(u"\u241B[31m");
    QTest::newRow("zero byte") << QByteArray("a\0b", 3) << QStringLiteral(u"a\u2400b");
    QTest::newRow("delete") << QByteArrayLiteral("\x7F") << QStringLiteral(u"\u2421");
    QTest::newRow("C1 control") << QByteArrayLiteral("\xC2\x9B") << QStringLiteral(u"\u2425");
    QTest::newRow("right-to-left override") << QByteArrayLiteral("a\xE2\x80\xAE"
                                                                 "cod")
                                            << QStringLiteral(u"a\u2425cod");
    QTest::newRow("isolate") << QByteArrayLiteral("\xE2\x81\xA6x\xE2\x81\xA9") << QStringLiteral(u"\u2425x\u2425");
    QTest::newRow("line separator") << QByteArrayLiteral("a\xE2\x80\xA8"
                                                         "b")
                                    << QStringLiteral(u"a\u23CEb");
    QTest::newRow("invalid UTF-8") << QByteArrayLiteral("a\xFF\xFE") << QStringLiteral(u"a\uFFFD\uFFFD");
    QTest::newRow("cut sequence") << QByteArrayLiteral("a\xE2\x82") << QStringLiteral(u"a\uFFFD\uFFFD");
    QTest::newRow("nothing") << QByteArray() << QString();
}

void TestText::strangeCharactersBecomeVisible()
{
    QFETCH(const QByteArray, utf8);
    QFETCH(const QString, shown);

    QCOMPARE(toDisplayText({utf8.constData(), static_cast<std::size_t>(utf8.size())}), shown);
}

void TestText::longTextIsCutWithAnEllipsis()
{
    QCOMPARE(toDisplayText("abcdef", 6), QStringLiteral("abcdef"));
    QCOMPARE(toDisplayText("abcdefg", 6), QStringLiteral(u"abcde\u2026"));
}

void TestText::aCutDoesNotSplitACharacter()
{
    QCOMPARE(toDisplayText("ab\xF0\x9F\x98\x80yz", 4), QStringLiteral(u"ab\u2026"));
}

void TestText::aLargePayloadIsNotDecodedWhole()
{
    const std::string large(std::size_t{10} << 20, 'x');

    QCOMPARE(toDisplayText(large, 100).size(), 100);
}

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
