// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <chrono>
#include <thread>

#include "broker/stream/lane.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::stream;
using namespace std::chrono_literals;
using fakes::EventBuilder;

namespace {

SharedBatch batchOf(std::string_view payload)
{
    static Names names;
    return EventBuilder(names).add("orders", payload).take();
}

} // namespace

class TestLane : public QObject {
    Q_OBJECT

private slots:
    void anEmptyLaneGivesNothing();
    void aLaneIsBoundedInBatches();
    void aLaneIsBoundedInBytes();
    void aReaderThatSleepsIsWoken();
    void wakeEndsASleepWithoutABatch();
    void aNotificationBeforeTheSleepIsKept();
};

void TestLane::anEmptyLaneGivesNothing()
{
    Lane lane({.name = "flow"});

    QVERIFY(!lane.tryPop());
    QVERIFY(!lane.pop(1ms));
}

void TestLane::aLaneIsBoundedInBatches()
{
    Lane lane({.name = "flow", .maxBatches = 3});
    const auto batch = batchOf("x");
    for (int i = 0; i < 3; ++i)
        QVERIFY(lane.tryPush(batch));

    QVERIFY(!lane.tryPush(batch)); // although the ring has a slot more

    QVERIFY(!lane.hasRoom());
    QCOMPARE(lane.queuedBatches(), std::size_t{3});
    QVERIFY(lane.tryPop() == batch);
    QVERIFY(lane.tryPush(batch));
}

void TestLane::aLaneIsBoundedInBytes()
{
    const auto batch = batchOf(std::string(1000, 'x'));
    Lane lane({.name = "flow", .maxBytes = batch->memoryBytes() + 1});

    QVERIFY(lane.tryPush(batch));
    QVERIFY(lane.tryPush(batch)); // one may pass the bound: an event larger than it must have a way through
    QVERIFY(!lane.tryPush(batch));

    QCOMPARE(lane.queuedBytes(), 2 * batch->memoryBytes());
    (void)lane.tryPop();
    (void)lane.tryPop();
    QCOMPARE(lane.queuedBytes(), std::size_t{0});
}

void TestLane::aReaderThatSleepsIsWoken()
{
    Lane lane({.name = "flow"});
    const auto batch = batchOf("x");
    int seen = 0;
    std::jthread reader([&] {
        while (seen < 1000) {
            if (lane.pop(30s))
                ++seen;
        }
    });

    for (int i = 0; i < 1000; ++i) {
        while (!lane.tryPush(batch))
            std::this_thread::yield();
        if (i % 10 == 0)
            std::this_thread::yield();
    }
    reader.join();

    QCOMPARE(seen, 1000);
}

void TestLane::wakeEndsASleepWithoutABatch()
{
    Lane lane({.name = "flow"});
    bool isEmpty = false;
    std::jthread reader([&] { isEmpty = lane.pop(60s) == nullptr; });

    lane.wake();
    reader.join();

    QVERIFY(isEmpty);
}

void TestLane::aNotificationBeforeTheSleepIsKept()
{
    WakeUp wakeUp;
    wakeUp.notify();
    wakeUp.notify();

    QVERIFY(wakeUp.waitFor(60s));
    QVERIFY(!wakeUp.waitFor(1ms));
}

QTEST_APPLESS_MAIN(TestLane)
#include "tst_lane.moc"
