// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "inspectors/inspector/event_window.h"
#include "inspectors/inspector/frame_feed.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace std::chrono_literals;

class TestFrameFeed : public QObject {
    Q_OBJECT

private slots:
    void aTickEmptiesTheLane();
    void theBeatGoesOnWithoutALane();
    void dearFramesComeLessOften();
};

void TestFrameFeed::aTickEmptiesTheLane()
{
    Names names;
    EventWindow window;
    FrameFeed feed(window);
    const QSignalSpy ticks(&feed, &FrameFeed::ticked);
    const auto lane = std::make_shared<stream::Lane>(stream::Lane::Options{});
    feed.setLane(lane);
    fakes::EventBuilder builder(names);
    for (std::uint64_t i = 0; i < 10; ++i)
        QVERIFY(lane->tryPush(builder.add("orders", "{}").take(Position(1 + i))));

    feed.tick();

    QCOMPARE(window.count(), 10U);
    QCOMPARE(lane->queuedBatches(), 0U);
    QCOMPARE(ticks.count(), 1);
}

void TestFrameFeed::theBeatGoesOnWithoutALane()
{
    EventWindow window;
    FrameFeed feed(window);
    const QSignalSpy ticks(&feed, &FrameFeed::ticked);

    feed.start();

    QTRY_VERIFY_WITH_TIMEOUT(ticks.count() >= 3, 20'000);
}

void TestFrameFeed::dearFramesComeLessOften()
{
    EventWindow window;
    FrameFeed feed(window);
    feed.tick();
    QCOMPARE(feed.interval(), FrameFeed::ShortestFrame);

    feed.addWork(20ms);
    feed.tick();
    QVERIFY(feed.interval() >= 60ms);
    feed.addWork(10s);
    feed.tick();
    QCOMPARE(feed.interval(), FrameFeed::LongestFrame);
    for (int frame = 0; frame < 100; ++frame)
        feed.tick();

    QCOMPARE(feed.interval(), FrameFeed::ShortestFrame);
}

QTEST_GUILESS_MAIN(TestFrameFeed)
#include "tst_frame_feed.moc"
