// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "inspectors/flow/flow_delegate.h"
#include "inspectors/flow/flow_model.h"
#include "inspectors/flow/flow_view.h"
#include "tests/fakes/event_builder.h"
#include "tests/fakes/inspector_world.h"
#include "tests/fakes/scripted_page_source.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::flow;

namespace {

struct Screen {
    Screen()
    {
        view.resize(900, 400);
        view.show();
    }
    void load(std::uint64_t first, std::uint64_t count)
    {
        fakes::EventBuilder builder(world.names);
        for (std::uint64_t i = 0; i < count; ++i)
            builder.add("orders", "{}");
        world.events.append(builder.take(Position(first)));
        world.events.finishFrame(true);
        model.refresh();
    }
    [[nodiscard]] std::uint64_t topPosition() const { return model.position(view.indexAt({5, 2}).row()).value(); }

    fakes::InspectorWorld world;
    FlowModel model{world.context};
    FlowDelegate delegate{world.styles};
    FlowView view{model, delegate};
};

} // namespace

class TestFlowView : public QObject {
    Q_OBJECT

private slots:
    void followsTheNewestWhileAtTheBottom();
    void staysWhereSomebodyScrolled();
    void staysWhenRowsLeaveAtTheTop();
    void jumpsBackToTheNewest();
    void typingBeginsAFilter();
    void keysMoveTheCurrentRow();
    void aHundredMillionRowsScroll();
    void columnsAreTakenLeftToRight();
};

void TestFlowView::followsTheNewestWhileAtTheBottom()
{
    Screen screen;

    screen.load(1, 1000);
    screen.load(1001, 1000);

    QVERIFY(screen.view.isFollowing());
    QCOMPARE(screen.view.verticalScrollBar()->value(), screen.view.verticalScrollBar()->maximum());
    QVERIFY(screen.topPosition() > 1900);
}

void TestFlowView::staysWhereSomebodyScrolled()
{
    Screen screen;
    screen.load(1, 1000);

    screen.view.verticalScrollBar()->setValue(500);
    const auto top = screen.topPosition();
    screen.load(1001, 1000);

    QVERIFY(!screen.view.isFollowing());
    QCOMPARE(screen.topPosition(), top);
}

void TestFlowView::staysWhenRowsLeaveAtTheTop()
{
    Screen screen;
    for (std::uint64_t i = 0; i < 10; ++i)
        screen.load(1 + i * 100, 100);
    screen.world.events.setMaxBytes(screen.world.events.memoryBytes() * 3 / 2);
    screen.view.verticalScrollBar()->setValue(900);
    const auto top = screen.topPosition();

    for (std::uint64_t i = 10; i < 18; ++i)
        screen.load(1 + i * 100, 100);

    QVERIFY(screen.world.events.first().value() > 1);
    QCOMPARE(screen.topPosition(), top);
}

void TestFlowView::jumpsBackToTheNewest()
{
    Screen screen;
    screen.load(1, 1000);
    screen.view.verticalScrollBar()->setValue(10);
    const QSignalSpy changes(&screen.view, &FlowView::followingChanged);

    screen.view.jumpToNewest();

    QVERIFY(screen.view.isFollowing());
    QCOMPARE(changes.count(), 1);
    QVERIFY(screen.topPosition() > 900);
}

void TestFlowView::typingBeginsAFilter()
{
    Screen screen;
    screen.load(1, 3);
    QSignalSpy typed(&screen.view, &FlowView::typed);

    QTest::keyClick(&screen.view, Qt::Key_T);

    QCOMPARE(typed.count(), 1);
    QCOMPARE(typed.front().front().toString(), QStringLiteral("t"));
}

void TestFlowView::keysMoveTheCurrentRow()
{
    Screen screen;
    screen.load(1, 1000);

    screen.view.showRow(500);
    QTest::keyClick(&screen.view, Qt::Key_Down);
    QCOMPARE(screen.view.currentIndex().row(), 501);
    QTest::keyClick(&screen.view, Qt::Key_PageUp);
    QVERIFY(screen.view.currentIndex().row() < 500);
    QTest::keyClick(&screen.view, Qt::Key_Home);
    QCOMPARE(screen.view.currentIndex().row(), 0);
    QTest::keyClick(&screen.view, Qt::Key_End);
    QCOMPARE(screen.view.currentIndex().row(), 999);

    QVERIFY(screen.view.isFollowing());
}

void TestFlowView::aHundredMillionRowsScroll()
{
    Screen screen;
    fakes::ScriptedPageSource log(screen.world.names);
    log.store(Position(1), "orders", "{}");
    log.store(Position(100'000'000), "orders", "{}");
    screen.world.events.setPageSource(&log);
    screen.model.refresh();

    screen.view.verticalScrollBar()->setValue(50'000'000);
    (void)screen.view.grab();

    QCOMPARE(screen.model.rowCount(), 100'000'000);
    QCOMPARE(screen.topPosition(), 50'000'001U);
    screen.world.events.setPageSource(nullptr);
}

void TestFlowView::columnsAreTakenLeftToRight()
{
    Screen screen;
    screen.model.setColumns({QStringLiteral("position"), QStringLiteral("key"), QStringLiteral("type")});

    screen.view.header().moveSection(2, 0);

    QCOMPARE(screen.view.visibleColumns(),
        (QStringList{QStringLiteral("type"), QStringLiteral("position"), QStringLiteral("key")}));
}

QTEST_MAIN(TestFlowView)
#include "tst_flow_view.moc"
