// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "broker/analysis/analysis_loop.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::analysis;
using namespace std::chrono_literals;

class TestAnalysisLoop : public QObject {
    Q_OBJECT

private slots:
    void whatTheLaneBringsAppearsInTheSnapshots();
    void stopTakesWhatTheLaneStillHolds();
    void stopWithoutStartDoesNothing();
    void whatAFormerSessionStoredIsInTheTotalsButNotInTheRates();
};

void TestAnalysisLoop::whatTheLaneBringsAppearsInTheSnapshots()
{
    Names names;
    SystemClock clock;
    auto lane = std::make_shared<stream::Lane>(stream::Lane::Options{.name = "analysis"});
    AnalysisLoop loop(lane, clock);
    loop.start();

    QVERIFY(lane->tryPush(fakes::EventBuilder(names).add("a", "x").add("b", "y").take()));

    QTRY_COMPARE_WITH_TIMEOUT(loop.snapshots().rates.events, 2U, 10'000);
    QCOMPARE(loop.snapshots().volume.bins.size(), 1U);
}

void TestAnalysisLoop::stopTakesWhatTheLaneStillHolds()
{
    Names names;
    SystemClock clock;
    auto lane = std::make_shared<stream::Lane>(stream::Lane::Options{.name = "analysis"});
    AnalysisLoop loop(lane, clock);
    loop.start();
    for (int i = 0; i < 100; ++i)
        QVERIFY(lane->tryPush(fakes::EventBuilder(names).add("a", "x").take()));

    loop.stop();

    QCOMPARE(loop.snapshots().rates.events, 100U);
}

void TestAnalysisLoop::stopWithoutStartDoesNothing()
{
    SystemClock clock;
    AnalysisLoop loop(std::make_shared<stream::Lane>(stream::Lane::Options{.name = "analysis"}), clock);

    loop.stop();

    QCOMPARE(loop.snapshots().rates.events, 0U);
}

void TestAnalysisLoop::whatAFormerSessionStoredIsInTheTotalsButNotInTheRates()
{
    Names names;
    SystemClock clock;
    int left = 3;
    AnalysisLoop loop(
        std::make_shared<stream::Lane>(stream::Lane::Options{.name = "analysis"}), clock, [&]() -> SharedBatch {
            return left-- > 0 ? fakes::EventBuilder(names).add("a", "x").add("b", "y").take() : nullptr;
        });

    loop.start();

    QTRY_COMPARE_WITH_TIMEOUT(loop.snapshots().rates.events, 6U, 10'000);
    loop.stop();
    QCOMPARE(loop.snapshots().rates.channels.size(), 2U);
    QCOMPARE(loop.snapshots().rates.channels.front().eventsPerSecond, 0.0);
    QCOMPARE(loop.snapshots().rates.eventsPerSecond, 0.0);
    QVERIFY(!loop.snapshots().volume.bins.empty());
}

QTEST_GUILESS_MAIN(TestAnalysisLoop)
#include "tst_analysis_loop.moc"
