// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>
#include <vector>

#include "plugins/nats/nats_subject.h"

using namespace eventscope;

class TestNatsSubject : public QObject {
    Q_OBJECT

private slots:
    void aSubjectThatCannotBeSubscribedToIsRefused_data();
    void aSubjectThatCannotBeSubscribedToIsRefused();
    void wildcardsStandForTokens_data();
    void wildcardsStandForTokens();
    void overlapIsSeenFromBothSides_data();
    void overlapIsSeenFromBothSides();
    void onlyOneSubjectCanBePublishedTo();
    void aCoveredSubscriptionIsLeftOut();
};

void TestNatsSubject::aSubjectThatCannotBeSubscribedToIsRefused_data()
{
    QTest::addColumn<std::string>("subject");
    QTest::newRow("empty") << std::string();
    QTest::newRow("two dots") << std::string("orders..eu");
    QTest::newRow("dot in front") << std::string(".orders");
    QTest::newRow("dot behind") << std::string("orders.");
    QTest::newRow("blank") << std::string("orders eu");
    QTest::newRow("line feed") << std::string("orders\nSUB x 1");
    QTest::newRow("rest in the middle") << std::string("orders.>.eu");
}

void TestNatsSubject::aSubjectThatCannotBeSubscribedToIsRefused()
{
    QFETCH(const std::string, subject);

    const auto checked = nats::checkSubscription(subject);

    QVERIFY(!checked);
    QVERIFY(checked.error().fault == Fault::Invalid);
}

void TestNatsSubject::wildcardsStandForTokens_data()
{
    QTest::addColumn<std::string>("pattern");
    QTest::addColumn<std::string>("subject");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* pattern, const char* subject, bool expected) {
        QTest::addRow("%s %s", pattern, subject) << std::string(pattern) << std::string(subject) << expected;
    };
    row("orders", "orders", true);
    row("orders", "orders.eu", false);
    row("orders.*", "orders.eu", true);
    row("orders.*", "orders", false);
    row("orders.*", "orders.eu.1", false);
    row("*.eu", "orders.eu", true);
    row(">", "orders.eu", true);
    row("orders.>", "orders.eu.1", true);
    row("orders.>", "orders", false);
    row("orders.*x", "orders.ax", false);
}

void TestNatsSubject::wildcardsStandForTokens()
{
    QFETCH(const std::string, pattern);
    QFETCH(const std::string, subject);
    QFETCH(const bool, expected);

    QCOMPARE(nats::matches(pattern, subject), expected);
}

void TestNatsSubject::overlapIsSeenFromBothSides_data()
{
    QTest::addColumn<std::string>("one");
    QTest::addColumn<std::string>("other");
    QTest::addColumn<bool>("expected");
    QTest::newRow("crossing") << std::string("orders.*") << std::string("*.eu") << true;
    QTest::newRow("apart") << std::string("orders.*") << std::string("payments.*") << false;
    QTest::newRow("other length") << std::string("orders.*") << std::string("*.eu.*") << false;
    QTest::newRow("rest") << std::string("orders.>") << std::string("*.eu.*") << true;
}

void TestNatsSubject::overlapIsSeenFromBothSides()
{
    QFETCH(const std::string, one);
    QFETCH(const std::string, other);
    QFETCH(const bool, expected);

    QCOMPARE(nats::overlap(one, other), expected);
    QCOMPARE(nats::overlap(other, one), expected);
}

void TestNatsSubject::onlyOneSubjectCanBePublishedTo()
{
    QVERIFY(nats::checkPublication("orders.eu"));
    QVERIFY(!nats::checkPublication("orders.*"));
    QVERIFY(!nats::checkPublication("orders.>"));
    QVERIFY(!nats::checkPublication(""));
}

void TestNatsSubject::aCoveredSubscriptionIsLeftOut()
{
    const std::vector<std::string> given{"orders.eu", "orders.>", "payments.*", "orders.>", "*.eu"};

    const std::vector<std::string> expected{"orders.>", "payments.*", "*.eu"};
    QCOMPARE(nats::withoutCovered(given), expected);
}

QTEST_APPLESS_MAIN(TestNatsSubject)
#include "tst_nats_subject.moc"
