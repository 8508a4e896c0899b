// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "inspectors/volume/volume_bars.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::volume;
using namespace std::chrono_literals;

namespace {

constexpr WallTime Start{std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12)};

analysis::VolumeSnapshot binsOf(int count, std::uint32_t channels)
{
    analysis::VolumeSnapshot volume;
    volume.binWidth = 1s;
    for (int i = 0; i < count; ++i) {
        analysis::VolumeSnapshot::Bin bin;
        bin.start = Start + i * 1s;
        for (std::uint32_t channel = 2; channel < 2 + channels; ++channel)
            bin.parts.push_back({ChannelId(channel), channel});
        bin.parts.push_back({ChannelId(), 1});
        for (const auto& part : bin.parts)
            bin.events += part.events;
        bin.first = Position(static_cast<std::uint64_t>(i) * 100 + 1);
        bin.last = Position(static_cast<std::uint64_t>(i) * 100 + 100);
        volume.bins.push_back(bin);
    }
    return volume;
}

} // namespace

class TestVolumeBars : public QObject {
    Q_OBJECT

private slots:
    void nothingGivesNothing();
    void eachBinIsABarWhereThereIsRoom();
    void binsAreJoinedWhereThereIsNot();
    void bordersStayWhileTimeGoesOn();
    void onlyTheBusiestChannelsAreNamed();
    void onlyTheRangeCounts();
    void aBarIsFoundByTime();
};

void TestVolumeBars::nothingGivesNothing()
{
    QVERIFY(reduceVolume({}, {Start, Start + 1s}, 100).bars.empty());
    QVERIFY(reduceVolume(binsOf(3, 1), {Start, Start}, 100).bars.empty());
    QCOMPARE(wholeRange({}), TimeSpan{});
}

void TestVolumeBars::eachBinIsABarWhereThereIsRoom()
{
    const auto volume = binsOf(10, 2);

    const auto bars = reduceVolume(volume, wholeRange(volume), 100);

    QCOMPARE(bars.bars.size(), 10U);
    QCOMPARE(bars.width, std::chrono::nanoseconds(1s));
    QCOMPARE(bars.bars[0].byChannel, (std::vector<std::uint64_t>{2, 3, 1}));
}

void TestVolumeBars::binsAreJoinedWhereThereIsNot()
{
    const auto volume = binsOf(2000, 1);

    const auto bars = reduceVolume(volume, wholeRange(volume), 300);

    QVERIFY(bars.bars.size() <= 301);
    QCOMPARE(bars.width, std::chrono::nanoseconds(8s));
    std::uint64_t events = 0;
    for (const auto& bar : bars.bars)
        events += bar.events;
    QCOMPARE(events, 2000U * 3);
    QCOMPARE(bars.bars.back().last.value(), 200'000U);
}

void TestVolumeBars::bordersStayWhileTimeGoesOn()
{
    const auto earlier = binsOf(1000, 1);
    const auto later = binsOf(1003, 1);

    const auto before = reduceVolume(earlier, wholeRange(earlier), 300);
    const auto after = reduceVolume(later, wholeRange(later), 300);

    QCOMPARE(after.bars[10].start, before.bars[10].start);
    QCOMPARE(after.bars[10].events, before.bars[10].events);
}

void TestVolumeBars::onlyTheBusiestChannelsAreNamed()
{
    const auto volume = binsOf(3, 20);

    const auto bars = reduceVolume(volume, wholeRange(volume), 100);

    QCOMPARE(bars.channels.size(), MaxChannels);
    QCOMPARE(bars.channels.front(), ChannelId(14));
    QCOMPARE(bars.bars[0].byChannel.size(), MaxChannels + 1);
    std::uint64_t sum = 0;
    for (const auto events : bars.bars[0].byChannel)
        sum += events;
    QCOMPARE(sum, bars.bars[0].events);
}

void TestVolumeBars::onlyTheRangeCounts()
{
    const auto volume = binsOf(100, 1);

    const auto bars = reduceVolume(volume, {Start + 10s, Start + 12500ms}, 100);

    QCOMPARE(bars.bars.size(), 3U);
    QCOMPARE(bars.bars.front().start, Start + 10s);
}

void TestVolumeBars::aBarIsFoundByTime()
{
    auto volume = binsOf(10, 1);
    volume.bins.erase(volume.bins.begin() + 4);
    const auto bars = reduceVolume(volume, wholeRange(volume), 100);

    QCOMPARE(bars.atOrAfter(Start + 2500ms)->start, Start + 2s);
    QCOMPARE(bars.atOrAfter(Start + 4500ms)->start, Start + 5s);
    QVERIFY(bars.atOrAfter(Start + 1h) == nullptr);
}

QTEST_APPLESS_MAIN(TestVolumeBars)
#include "tst_volume_bars.moc"
