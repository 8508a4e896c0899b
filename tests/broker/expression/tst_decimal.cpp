// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>

#include "broker/expression/decimal.h"

using namespace eventscope::expression;

namespace {

constexpr decimal::Shape Wide{38, 18};

Int128 number(const char* text, int scale) { return decimal::parse(text, {38, scale})->value.value(); }
std::string shown(const std::optional<Int128>& value, int scale)
{
    return value ? decimal::toText(*value, scale) : "null";
}

} // namespace

/// Arithmetic with 38 digits.
class TestDecimal : public QObject {
    Q_OBJECT

private slots:
    void textsAreRead_data();
    void textsAreRead();
    void numbersBeyond128BitsAreExact();
    void halvesAreRoundedAwayFromZero();
    void comparesAcrossScales();
    void doublesGoThroughTheirShortestText();
};

void TestDecimal::textsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << "12.34"
                           << "12.340000000000000000";
    QTest::newRow("negative") << "-0.5"
                              << "-0.500000000000000000";
    QTest::newRow("exponent") << "1.5e3"
                              << "1500.000000000000000000";
    QTest::newRow("small exponent") << "25E-2"
                                    << "0.250000000000000000";
    QTest::newRow("tiny becomes zero") << "1e-999999999999"
                                       << "0.000000000000000000";
    QTest::newRow("too large") << "1e30"
                               << "null";
    QTest::newRow("far too large") << "1e999999999999"
                                   << "null";
    QTest::newRow("zero with any exponent") << "0e999"
                                            << "0.000000000000000000";
    QTest::newRow("many digits") << QString(QStringLiteral("0.") + QString(500, u'3')) << "0.333333333333333333";
    QTest::newRow("many zeros first") << QString(QString(500, u'0') + QStringLiteral("7")) << "7.000000000000000000";
    QTest::newRow("no digits") << "-."
                               << "none";
    QTest::newRow("letters") << "12x"
                             << "none";
    QTest::newRow("two points") << "1.2.3"
                                << "none";
    QTest::newRow("an empty exponent") << "1e"
                                       << "none";
    QTest::newRow("two signs") << "1e+-5"
                               << "none";
    QTest::newRow("nothing") << ""
                             << "none";
}

void TestDecimal::textsAreRead()
{
    QFETCH(const QString, text);
    QFETCH(const QString, value);

    const auto parsed = decimal::parse(text.toStdString(), Wide);

    QCOMPARE(QString::fromStdString(parsed ? shown(parsed->value, 18) : "none"), value);
}

void TestDecimal::numbersBeyond128BitsAreExact()
{
    const auto a = number("99999999999999999999.999999999999999999", 18);
    const auto b = number("0.333333333333333333", 18);

    QCOMPARE(shown(decimal::multiply(a, 18, b, 18, {38, 6}), 6), std::string("33333333333333333300.000000"));
    QCOMPARE(shown(decimal::divide(a, 18, number("3", 0), 0, {38, 17}), 17),
        std::string("33333333333333333333.33333333333333333"));
    QCOMPARE(
        shown(decimal::add(a, 18, number("1", 0), 0, {38, 10}), 10), std::string("100000000000000000001.0000000000"));
    QCOMPARE(shown(decimal::add(number("99999999999999999999999999999999999999", 0), 0, b, 18, {38, 0}), 0),
        std::string("99999999999999999999999999999999999999"));
    QCOMPARE(shown(decimal::add(number("99999999999999999999999999999999999999", 0), 0, -a, 18, {38, 0}), 0),
        std::string("99999999999999999899999999999999999999"));
    QCOMPARE(shown(decimal::remainder(
                       number("-10000000000000000000000000000000000000", 0), 0, number("0.07", 2), 2, {38, 2}),
                 2),
        std::string("-0.06"));
    QCOMPARE(shown(decimal::multiply(a, 18, a, 18, Wide), 18), std::string("null"));
    QCOMPARE(shown(decimal::divide(a, 18, number("0.000000000000000001", 18), 18, Wide), 18), std::string("null"));
}

void TestDecimal::halvesAreRoundedAwayFromZero()
{
    QCOMPARE(shown(decimal::rescale(number("2.5", 1), 1, {38, 0}), 0), std::string("3"));
    QCOMPARE(shown(decimal::rescale(number("-2.5", 1), 1, {38, 0}), 0), std::string("-3"));
    QCOMPARE(shown(decimal::rescale(number("2.49999", 5), 5, {38, 0}), 0), std::string("2"));
    QCOMPARE(shown(decimal::rescale(number("99.95", 2), 2, {3, 1}), 1), std::string("null"));
    QCOMPARE(shown(decimal::divide(1, 0, 3, 0, {38, 3}), 3), std::string("0.333"));
    QCOMPARE(shown(decimal::divide(-2, 0, 3, 0, {38, 3}), 3), std::string("-0.667"));
}

void TestDecimal::comparesAcrossScales()
{
    QCOMPARE(decimal::compare(number("1.50", 2), 2, number("1.5", 1), 1), 0);
    QCOMPARE(decimal::compare(number("99999999999999999999999999999999999999", 0), 0, number("1.5", 18), 18), 1);
    QCOMPARE(decimal::compare(number("1.5", 18), 18, number("-99999999999999999999999999999999999999", 0), 0), 1);
    QCOMPARE(decimal::compare(number("1.5", 18), 18, number("99999999999999999999999999999999999999", 0), 0), -1);
}

void TestDecimal::doublesGoThroughTheirShortestText()
{
    QCOMPARE(shown(decimal::fromDouble(0.1, Wide), 18), std::string("0.100000000000000000"));
    QCOMPARE(shown(decimal::fromDouble(1e300, Wide), 18), std::string("null"));
    QCOMPARE(decimal::toDouble(number("129.9", 1), 1), 129.9);
    QCOMPARE(decimal::toDouble(number("12345678901234567890.123456789", 9), 9), 12345678901234567890.123456789);
}

QTEST_APPLESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
