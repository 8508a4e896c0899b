// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "inspectors/inspector/chart.h"
#include "inspectors/volume/volume_inspector.h"
#include "tests/fakes/inspector_world.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::volume;
using namespace std::chrono_literals;

namespace {

constexpr WallTime Start{std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12)};

struct Screen {
    Screen()
    {
        window.resize(800, 90);
        volume.widget()->resize(800, 76);
        window.show();
        world.snapshots.volume.binWidth = 1s;
        for (std::uint64_t i = 0; i < 100; ++i) {
            analysis::VolumeSnapshot::Bin bin;
            bin.start = Start + static_cast<int>(i) * 1s;
            bin.events = 10;
            bin.parts = {{world.names.channels.intern("orders"), 10}};
            bin.first = Position(i * 10 + 1);
            bin.last = Position(i * 10 + 10);
            world.snapshots.volume.bins.push_back(bin);
        }
        volume.refresh(world.frame());
    }

    fakes::InspectorWorld world;
    QWidget window;
    VolumeInspector volume{world.context, &window};
};

} // namespace

class TestVolumeInspector : public QObject {
    Q_OBJECT

private slots:
    void aClickShowsTheEventsOfThatTime();
    void aDragSelectsASpan();
    void theWheelZoomsAndADoubleClickGoesBack();
    void mouseMovesAreSpans();
};

void TestVolumeInspector::aClickShowsTheEventsOfThatTime()
{
    Screen screen;
    QSignalSpy wanted(&screen.world.requests, &Requests::positionWanted);

    emit screen.volume.chart().clicked(Start + 42500ms);

    QCOMPARE(wanted.front().front().toULongLong(), 421U);
}

void TestVolumeInspector::aDragSelectsASpan()
{
    Screen screen;
    QSignalSpy wanted(&screen.world.requests, &Requests::positionWanted);
    const TimeSpan span{Start + 10s, Start + 20s};

    emit screen.volume.chart().spanChosen(span);

    QCOMPARE(*screen.world.selection.state().span, span);
    QCOMPARE(wanted.front().front().toULongLong(), 101U);
}

void TestVolumeInspector::theWheelZoomsAndADoubleClickGoesBack()
{
    Screen screen;
    const auto whole = screen.volume.range();

    emit screen.volume.chart().zoomWanted(0.5, Start + 50s);
    QCOMPARE(screen.volume.range(), (TimeSpan{Start + 25s, Start + 75s}));
    for (int i = 0; i < 100; ++i)
        emit screen.volume.chart().zoomWanted(0.5, Start + 50s);
    QVERIFY(screen.volume.range().to - screen.volume.range().from >= 20ms);
    emit screen.volume.chart().resetWanted();

    QCOMPARE(screen.volume.range(), whole);
}

void TestVolumeInspector::mouseMovesAreSpans()
{
    Screen screen;
    auto* plot = screen.volume.chart().findChildren<QWidget*>().front();
    const QSignalSpy spans(&screen.volume.chart(), &Chart::spanChosen);
    const QSignalSpy clicks(&screen.volume.chart(), &Chart::clicked);
    (void)screen.volume.widget()->grab();

    QTest::mousePress(plot, Qt::LeftButton, {}, {100, 20});
    QTest::mouseMove(plot, {150, 20});
    QTest::mouseMove(plot, {300, 20});
    QTest::mouseRelease(plot, Qt::LeftButton, {}, {300, 20});
    QTest::mouseClick(plot, Qt::LeftButton, {}, {200, 20});

    QCOMPARE(spans.count(), 1);
    QCOMPARE(clicks.count(), 1);
}

QTEST_MAIN(TestVolumeInspector)
#include "tst_volume_inspector.moc"
