// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <numeric>
#include <string>

#include "broker/analysis/volume_meter.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::analysis;
using namespace std::chrono_literals;

namespace {

IncomingEvent at(WallTime time, std::string_view channel = "a")
{
    auto event = fakes::EventBuilder::dull();
    event.channel = channel;
    event.eventTime = time;
    return event;
}

std::uint64_t countedIn(const VolumeSnapshot& volume)
{
    return std::accumulate(volume.bins.begin(), volume.bins.end(), std::uint64_t{0},
        [](std::uint64_t sum, const auto& bin) { return sum + bin.events; });
}

const WallTime Noon{std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + 12h};

} // namespace

class TestVolumeMeter : public QObject {
    Q_OBJECT

private slots:
    void eventsOfOneSlotShareABin();
    void eventsBeforeTheSessionAreDrawnWhereTheyBelong();
    void theWidthGrowsSoThatEverythingFits();
    void timesBefore1970FallIntoTheirOwnBins();
    void aBinTellsEightChannelsApart();
    void aBinKnowsItsPositions();
};

void TestVolumeMeter::eventsOfOneSlotShareABin()
{
    Names names;
    VolumeMeter meter;

    meter.add(*fakes::EventBuilder(names).add(at(Noon)).add(at(Noon + 1ms)).add(at(Noon + 10s)).take());

    const auto& volume = meter.snapshot();
    QCOMPARE(volume.bins.size(), 2U);
    QCOMPARE(volume.bins[0].events, 2U);
    QCOMPARE(volume.bins[0].start, Noon);
    QCOMPARE(volume.bins[1].events, 1U);
}

void TestVolumeMeter::eventsBeforeTheSessionAreDrawnWhereTheyBelong()
{
    Names names;
    VolumeMeter meter;

    meter.add(*fakes::EventBuilder(names).add(at(Noon)).add(at(Noon - 1h)).take());

    QCOMPARE(meter.snapshot().bins.front().start, Noon - 1h);
}

void TestVolumeMeter::theWidthGrowsSoThatEverythingFits()
{
    Names names;
    VolumeMeter meter;
    fakes::EventBuilder builder(names);
    for (int i = 0; i < 20'000; ++i)
        builder.add(at(Noon + i * 1s));

    meter.add(*builder.take());

    const auto& volume = meter.snapshot();
    QVERIFY(volume.bins.size() <= VolumeMeter::MaxBins);
    QCOMPARE(countedIn(volume), 20'000U);
    QVERIFY(volume.binWidth >= 10s);
}

void TestVolumeMeter::timesBefore1970FallIntoTheirOwnBins()
{
    Names names;
    VolumeMeter meter;

    meter.add(*fakes::EventBuilder(names).add(at(WallTime(-1ns))).add(at(WallTime(0ns))).take());

    const auto& volume = meter.snapshot();
    QCOMPARE(volume.bins.size(), 2U);
    QCOMPARE(volume.bins[0].start, WallTime(-250ms));
    QCOMPARE(volume.bins[1].start, WallTime(0ns));
}

void TestVolumeMeter::aBinTellsEightChannelsApart()
{
    Names names;
    VolumeMeter meter;
    fakes::EventBuilder builder(names);
    for (int i = 0; i < 12; ++i)
        builder.add(at(Noon, "channel" + std::to_string(i)));

    meter.add(*builder.take());

    const auto& bin = meter.snapshot().bins.front();
    QCOMPARE(bin.parts.size(), VolumeMeter::MaxParts);
    QCOMPARE(bin.parts.back().channel, ChannelId());
    QCOMPARE(bin.parts.back().events, 5U);
    QCOMPARE(bin.events, 12U);
}

void TestVolumeMeter::aBinKnowsItsPositions()
{
    Names names;
    VolumeMeter meter;

    meter.add(*fakes::EventBuilder(names).add(at(Noon)).add(at(Noon)).take(Position(40)));

    QCOMPARE(meter.snapshot().bins.front().first, Position(40));
    QCOMPARE(meter.snapshot().bins.front().last, Position(41));
}

QTEST_APPLESS_MAIN(TestVolumeMeter)
#include "tst_volume_meter.moc"
