// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <memory>

#include "broker/stream/fan_out.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::stream;
using fakes::EventBuilder;

class TestFanOut : public QObject {
    Q_OBJECT

private slots:
    void aSlowLaneLosesOnlyItsOwnEvents();
    void aRemovedLaneGetsNothing();
    void onlyAFullLaneThatHoldsSourcesHoldsThem();
    void everyLaneGetsTheSameBatch();
};

void TestFanOut::aSlowLaneLosesOnlyItsOwnEvents()
{
    Names names;
    LossLedger losses;
    FanOut fanOut(losses);
    const auto slow = std::make_shared<Lane>(Lane::Options{.name = "flow", .loss = Loss::FlowLane, .maxBatches = 2});
    const auto fast = std::make_shared<Lane>(Lane::Options{.name = "log", .loss = Loss::LogLane});
    fanOut.add(slow);
    fanOut.add(fast);
    EventBuilder builder(names);

    for (std::uint64_t i = 0; i < 10; ++i)
        fanOut.offer(builder.add("orders", "1").add("orders", "2").take(Position(1 + 2 * i)));

    QCOMPARE(fast->queuedBatches(), std::size_t{10});
    QCOMPARE(fast->lostEvents(), std::uint64_t{0});
    QCOMPARE(slow->lostEvents(), std::uint64_t{16});
    QCOMPARE(losses.count(Loss::FlowLane), std::uint64_t{16});
    QCOMPARE(losses.count(Loss::LogLane), std::uint64_t{0});
    QVERIFY(slow->tryPop()->first() == Position(1));
}

void TestFanOut::aRemovedLaneGetsNothing()
{
    Names names;
    LossLedger losses;
    FanOut fanOut(losses);
    const auto lane = std::make_shared<Lane>(Lane::Options{.name = "tail"});
    fanOut.add(lane);
    fanOut.remove(lane);

    fanOut.offer(EventBuilder(names).add("orders", "1").take());

    QVERIFY(!lane->tryPop());
    QVERIFY(fanOut.lanes().empty());
    QCOMPARE(lane->lostEvents(), std::uint64_t{0});
}

void TestFanOut::onlyAFullLaneThatHoldsSourcesHoldsThem()
{
    Names names;
    LossLedger losses;
    FanOut fanOut(losses);
    const auto flow = std::make_shared<Lane>(Lane::Options{.name = "flow", .maxBatches = 1});
    const auto log =
        std::make_shared<Lane>(Lane::Options{.name = "log", .whenFull = Lane::WhenFull::HoldSource, .maxBatches = 2});
    fanOut.add(flow);
    fanOut.add(log);
    EventBuilder builder(names);
    fanOut.offer(builder.add("orders", "1").take());

    QVERIFY(!flow->hasRoom());
    QVERIFY(fanOut.mayTakeFromPatientSources());
    fanOut.offer(builder.add("orders", "1").take());
    QVERIFY(!fanOut.mayTakeFromPatientSources());
    QVERIFY(log->tryPop() != nullptr);
    QVERIFY(fanOut.mayTakeFromPatientSources());
}

void TestFanOut::everyLaneGetsTheSameBatch()
{
    Names names;
    LossLedger losses;
    FanOut fanOut(losses);
    const auto first = std::make_shared<Lane>(Lane::Options{.name = "a"});
    const auto second = std::make_shared<Lane>(Lane::Options{.name = "b"});
    fanOut.add(first);
    fanOut.add(second);

    fanOut.offer(EventBuilder(names).add("orders", "1").take());

    const auto batch = first->tryPop();
    QVERIFY(batch && batch == second->tryPop());
}

QTEST_APPLESS_MAIN(TestFanOut)
#include "tst_fan_out.moc"
