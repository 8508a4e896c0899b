// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "app/palette.h"

using namespace eventscope::app;

class TestPalette : public QObject {
    Q_OBJECT

private slots:
    void textReachesTheContrastOfWcagAa_data();
    void textReachesTheContrastOfWcagAa();
    void theContrastFormulaKnowsItsEnds();
    void aChoiceIsApplied();
    void everyIconIsDrawnInTheColourOfThePalette();
};

void TestPalette::textReachesTheContrastOfWcagAa_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<int>("text");
    QTest::addColumn<int>("ground");
    const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {{QPalette::WindowText, QPalette::Window},
        {QPalette::Text, QPalette::Base}, {QPalette::Text, QPalette::AlternateBase},
        {QPalette::ButtonText, QPalette::Button}, {QPalette::HighlightedText, QPalette::Highlight},
        {QPalette::ToolTipText, QPalette::ToolTipBase}, {QPalette::Link, QPalette::Base},
        {QPalette::Link, QPalette::Window}, {QPalette::LinkVisited, QPalette::Base},
        {QPalette::BrightText, QPalette::Window}, {QPalette::BrightText, QPalette::Base},
        {QPalette::PlaceholderText, QPalette::Base}, {QPalette::PlaceholderText, QPalette::Window}};
    for (const bool dark : {false, true}) {
        for (const auto& [text, ground] : pairs)
            QTest::addRow("%s: %d on %d", dark ? "dark" : "light", text, ground) << dark << int(text) << int(ground);
    }
}

void TestPalette::textReachesTheContrastOfWcagAa()
{
    QFETCH(const bool, dark);
    QFETCH(const int, text);
    QFETCH(const int, ground);
    const auto palette = dark ? darkPalette() : lightPalette();

    const auto ratio = contrast(palette.color(QPalette::ColorRole(text)), palette.color(QPalette::ColorRole(ground)));

    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
}

void TestPalette::theContrastFormulaKnowsItsEnds()
{
    QVERIFY(qAbs(contrast(Qt::black, Qt::white) - 21) < 0.01);
    QVERIFY(qAbs(contrast(Qt::white, Qt::white) - 1) < 0.01);
}

void TestPalette::aChoiceIsApplied()
{
    applyPalette(*qApp, PaletteChoice::Dark);
    QVERIFY(isDark(qApp->palette()));

    applyPalette(*qApp, PaletteChoice::Light);
    QVERIFY(!isDark(qApp->palette()));

    applyPalette(*qApp, PaletteChoice::System);
    QVERIFY(qApp->palette() == lightPalette() || qApp->palette() == darkPalette());
}

void TestPalette::everyIconIsDrawnInTheColourOfThePalette()
{
    loadResources();
    const auto palette = darkPalette();

    const auto image = tintedIcon(QStringLiteral("pause"), palette).pixmap(24, 24).toImage();

    QCOMPARE(image.pixelColor(7, 12).name(), palette.color(QPalette::ButtonText).name());
    QVERIFY(tintedIcon(QStringLiteral("no-such-drawing"), palette).isNull());
}

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
