// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>

#include "broker/analysis/rate_meter.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::analysis;
using namespace std::chrono_literals;

class TestRateMeter : public QObject {
    Q_OBJECT

private slots:
    void countsEventsAndBytesForEachChannel();
    void aSteadyStreamShowsItsRate();
    void aSilentChannelFallsToZero();
    void pastEventsAreInTheTotalsButHaveNoRate();
    void channelsBeyondTheBoundAreCountedTogether();
    void timeThatStandsStillChangesNothing();
};

void TestRateMeter::countsEventsAndBytesForEachChannel()
{
    Names names;
    RateMeter meter;

    meter.add(*fakes::EventBuilder(names).add("a", "12").add("b", "345").add("a", "6").take());

    const auto& channels = meter.snapshot().channels;
    QCOMPARE(channels.size(), 2U);
    QCOMPARE(channels[0].channel, names.channels.find("a"));
    QCOMPARE(channels[0].events, 2U);
    QCOMPARE(channels[0].payloadBytes, 3U);
    QCOMPARE(channels[1].payloadBytes, 3U);
    QCOMPARE(meter.snapshot().events, 3U);
}

void TestRateMeter::aSteadyStreamShowsItsRate()
{
    Names names;
    RateMeter meter;
    auto now = SteadyTime(1h);
    meter.settle(now);

    for (int i = 0; i < 200; ++i) {
        meter.add(*fakes::EventBuilder(names).add("a", "x").add("a", "x").take());
        now += 100ms;
        meter.settle(now);
    }

    QVERIFY(qAbs(meter.snapshot().channels.front().eventsPerSecond - 20.0) < 0.01);
    QVERIFY(qAbs(meter.snapshot().eventsPerSecond - 20.0) < 0.01);
}

void TestRateMeter::aSilentChannelFallsToZero()
{
    Names names;
    RateMeter meter;
    auto now = SteadyTime(1h);
    meter.settle(now);
    meter.add(*fakes::EventBuilder(names).add("a", "x").take());
    meter.settle(now += 100ms);
    QVERIFY(meter.snapshot().channels.front().eventsPerSecond > 0.1);

    for (int i = 0; i < 300; ++i)
        meter.settle(now += 100ms);

    QCOMPARE(meter.snapshot().channels.front().eventsPerSecond, 0.0);
}

void TestRateMeter::pastEventsAreInTheTotalsButHaveNoRate()
{
    Names names;
    RateMeter meter;
    meter.settle(SteadyTime(1h));

    meter.addPast(*fakes::EventBuilder(names).add("a", "x").add("b", "y").add("a", "z").take());
    meter.settle(SteadyTime(1h) + 100ms);

    QCOMPARE(meter.snapshot().events, 3U);
    QCOMPARE(meter.snapshot().channels.front().events, 2U);
    QCOMPARE(meter.snapshot().channels.front().eventsPerSecond, 0.0);
    QCOMPARE(meter.snapshot().eventsPerSecond, 0.0);
}

void TestRateMeter::channelsBeyondTheBoundAreCountedTogether()
{
    Names names;
    RateMeter meter;
    fakes::EventBuilder builder(names);
    for (std::size_t i = 0; i < RateMeter::MaxChannels + 5; ++i)
        builder.add("channel" + std::to_string(i), "x");

    meter.add(*builder.take());

    QCOMPARE(meter.snapshot().channels.size(), RateMeter::MaxChannels);
    QCOMPARE(meter.snapshot().droppedChannels, 5U);
    QCOMPARE(meter.snapshot().events, RateMeter::MaxChannels + 5);
}

void TestRateMeter::timeThatStandsStillChangesNothing()
{
    Names names;
    RateMeter meter;
    meter.settle(SteadyTime(1h));
    meter.add(*fakes::EventBuilder(names).add("a", "x").take());

    meter.settle(SteadyTime(1h));

    QCOMPARE(meter.snapshot().channels.front().eventsPerSecond, 0.0);
}

QTEST_APPLESS_MAIN(TestRateMeter)
#include "tst_rate_meter.moc"
