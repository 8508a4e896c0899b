// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <set>
#include <string_view>

#include "broker/stream/loss_ledger.h"

using namespace eventscope::stream;

class TestLossLedger : public QObject {
    Q_OBJECT

private slots:
    void everyLossHasANameASentenceAndAdvice();
    void countsAreKeptApart();
};

void TestLossLedger::everyLossHasANameASentenceAndAdvice()
{
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < LossKinds; ++i) {
        const auto& loss = describe(static_cast<Loss>(i));
        QVERIFY(!loss.name.empty());
        QVERIFY(loss.what.ends_with('.'));
        QVERIFY(loss.advice.ends_with('.'));
        names.insert(loss.name);
    }

    QCOMPARE(names.size(), LossKinds);
}

void TestLossLedger::countsAreKeptApart()
{
    LossLedger losses;
    losses.add(Loss::TooLarge, 2);
    losses.add(Loss::IntakeFull, 1);
    losses.add(Loss::TooLarge, 3);

    QCOMPARE(losses.count(Loss::TooLarge), std::uint64_t{5});
    QCOMPARE(losses.count(Loss::LogLane), std::uint64_t{0});
    QCOMPARE(losses.counts().front(), std::uint64_t{1});
}

QTEST_APPLESS_MAIN(TestLossLedger)
#include "tst_loss_ledger.moc"
