// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "inspectors/flow/event_menu.h"
#include "inspectors/flow/filter_bar.h"
#include "inspectors/flow/flow_inspector.h"
#include "inspectors/flow/flow_view.h"
#include "inspectors/flow/header_menu.h"
#include "tests/fakes/event_builder.h"
#include "tests/fakes/inspector_world.h"
#include "tests/fakes/scripted_page_source.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::flow;

namespace {

constexpr auto Deadline = 20'000;

struct Screen {
    Screen()
    {
        window.resize(1000, 500);
        flow.widget()->resize(1000, 450);
        window.show();
    }
    void load(std::uint64_t first, std::uint64_t count)
    {
        fakes::EventBuilder builder(world.names);
        for (std::uint64_t i = 0; i < count; ++i) {
            auto event = fakes::EventBuilder::dull();
            const auto key = std::to_string((first + i) % 5);
            event.key = key;
            event.channel = (first + i) % 2 == 0 ? "mail" : "orders";
            builder.add(event);
        }
        world.events.append(builder.take(Position(first)));
        world.events.finishFrame(true);
        flow.refresh(world.frame());
    }
    [[nodiscard]] QAction* action(const QMenu& menu, const QString& beginning) const
    {
        for (auto* action : menu.actions()) {
            if (action->text().startsWith(beginning))
                return action;
        }
        return nullptr;
    }
    [[nodiscard]] std::uint64_t selected() const
    {
        return world.selection.state().event ? world.selection.state().event->position().value() : 0;
    }

    fakes::InspectorWorld world;
    QWidget window;
    FlowInspector flow{world.context, &window};
};

} // namespace

class TestFlowInspector : public QObject {
    Q_OBJECT

private slots:
    void aRowThatIsChosenIsTheSelection();
    void theSelectionOfOthersIsShown();
    void aRowOfTheLogIsSelectedWhenItComes();
    void aFilterIsAppliedAndTakenAway();
    void pauseSaysHowManyWait();
    void theNextOfTheSameKeyIsFound();
    void theEndOfAConversationIsTold();
    void aPositionOutsideTheFilterShowsTheNearest();
    void theMenuMakesFilters();
    void theMenuCopies();
    void columnsAreAskedForByOthers();
    void theHeaderMenuRemovesColumns();
};

void TestFlowInspector::aRowThatIsChosenIsTheSelection()
{
    Screen screen;
    screen.load(1, 10);

    screen.flow.view().showRow(3);

    QCOMPARE(screen.selected(), 4U);
}

void TestFlowInspector::theSelectionOfOthersIsShown()
{
    Screen screen;
    screen.load(1, 10);
    screen.flow.view().showRow(3);
    screen.flow.view().showRow(7);

    screen.world.selection.goBack();

    QCOMPARE(screen.flow.view().currentIndex().row(), 3);
    QCOMPARE(screen.selected(), 4U);
}

void TestFlowInspector::aRowOfTheLogIsSelectedWhenItComes()
{
    Screen screen;
    fakes::ScriptedPageSource log(screen.world.names);
    log.store(Position(1), 5000);
    screen.world.events.setPageSource(&log);
    screen.flow.refresh(screen.world.frame());

    screen.flow.showPosition(Position(1234));
    QTRY_COMPARE_WITH_TIMEOUT(screen.selected(), 1234U, Deadline);

    screen.world.events.setPageSource(nullptr);
}

void TestFlowInspector::aFilterIsAppliedAndTakenAway()
{
    Screen screen;
    screen.load(1, 10);

    emit screen.world.requests.filterWanted(QStringLiteral("channel = 'mail'"), Requests::FilterMode::Replace);
    QTRY_COMPARE_WITH_TIMEOUT((screen.flow.refresh(screen.world.frame()), screen.flow.shownEvents()), 5U, Deadline);
    screen.flow.view().showRow(0);
    QCOMPARE(screen.selected(), 2U);
    screen.flow.filterBar().apply({});

    QCOMPARE(screen.flow.shownEvents(), 10U);
    QCOMPARE(screen.flow.view().currentIndex().row(), 1);
}

void TestFlowInspector::pauseSaysHowManyWait()
{
    Screen screen;
    screen.load(1, 10);
    const QSignalSpy changes(&screen.flow, &FlowInspector::pausedChanged);

    screen.flow.setPaused(true);
    screen.load(11, 25);

    const auto labels = screen.flow.widget()->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->isVisible() && label->text().contains(QStringLiteral("25 new events wait"));
    }));
    QCOMPARE(screen.flow.shownEvents(), 10U);
    screen.flow.setPaused(false);
    QCOMPARE(screen.flow.shownEvents(), 35U);
    QCOMPARE(changes.count(), 2);
}

void TestFlowInspector::theNextOfTheSameKeyIsFound()
{
    Screen screen;
    screen.load(1, 20);
    screen.flow.showPosition(Position(7));

    screen.flow.goToRelated(ConversationSearch::Towards::Newer);
    QTRY_COMPARE_WITH_TIMEOUT(screen.selected(), 12U, Deadline);
    screen.flow.goToRelated(ConversationSearch::Towards::Older);
    QTRY_COMPARE_WITH_TIMEOUT(screen.selected(), 7U, Deadline);
}

void TestFlowInspector::theEndOfAConversationIsTold()
{
    Screen screen;
    screen.load(1, 20);
    const QSignalSpy messages(&screen.world.requests, &Requests::messageWanted);
    screen.flow.goToRelated(ConversationSearch::Towards::Newer);
    QCOMPARE(messages.count(), 1);
    screen.flow.showPosition(Position(19));

    screen.flow.goToRelated(ConversationSearch::Towards::Newer);
    QTRY_COMPARE_WITH_TIMEOUT(messages.count(), 2, Deadline);

    QCOMPARE(screen.selected(), 19U);
}

void TestFlowInspector::aPositionOutsideTheFilterShowsTheNearest()
{
    Screen screen;
    screen.load(1, 10);
    screen.flow.filterBar().apply(QStringLiteral("channel = 'mail'"));
    QTRY_COMPARE_WITH_TIMEOUT((screen.flow.refresh(screen.world.frame()), screen.flow.shownEvents()), 5U, Deadline);
    const QSignalSpy messages(&screen.world.requests, &Requests::messageWanted);

    emit screen.world.requests.positionWanted(5);

    QCOMPARE(screen.selected(), 6U);
    QCOMPARE(messages.count(), 1);
}

void TestFlowInspector::theMenuMakesFilters()
{
    Screen screen;
    screen.load(1, 3);
    QSignalSpy filters(&screen.world.requests, &Requests::filterWanted);
    const int column = static_cast<int>(screen.flow.model().columns().indexOf(QStringLiteral("type")));
    EventMenu menu(screen.world.context, screen.flow.model(), screen.flow.model().index(0, column), &screen.window);

    screen.action(menu, QStringLiteral("Apply as filter"))->trigger();
    screen.action(menu, QStringLiteral("… and not"))->trigger();

    QCOMPARE(filters.count(), 2);
    QCOMPARE(filters.at(0).at(0).toString(), QStringLiteral("type = 'order.created'"));
    QCOMPARE(filters.at(1).at(1).value<Requests::FilterMode>(), Requests::FilterMode::AndNot);
}

void TestFlowInspector::theMenuCopies()
{
    Screen screen;
    screen.load(1, 3);
    const int column = static_cast<int>(screen.flow.model().columns().indexOf(QStringLiteral("channel")));
    EventMenu menu(screen.world.context, screen.flow.model(), screen.flow.model().index(0, column), &screen.window);

    screen.action(menu, QStringLiteral("Copy value"))->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("orders"));
    screen.action(menu, QStringLiteral("Copy as filter"))->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("channel = 'orders'"));
    screen.action(menu, QStringLiteral("Copy as JSON line"))->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("{\"position\":1,")));
}

void TestFlowInspector::columnsAreAskedForByOthers()
{
    Screen screen;
    const QSignalSpy messages(&screen.world.requests, &Requests::messageWanted);
    const QSignalSpy changes(&screen.flow, &FlowInspector::columnsChanged);

    emit screen.world.requests.columnWanted(QStringLiteral("data.total"));
    emit screen.world.requests.columnWanted(QStringLiteral("data.total"));

    QVERIFY(screen.flow.columns().contains(QStringLiteral("data.total")));
    QCOMPARE(messages.count(), 1);
    QCOMPARE(changes.count(), 1);
}

void TestFlowInspector::theHeaderMenuRemovesColumns()
{
    Screen screen;
    HeaderMenu menu(screen.world.context, screen.flow.model(), 0, &screen.window);

    screen.action(menu, QStringLiteral("Remove column position"))->trigger();

    QVERIFY(!screen.flow.columns().contains(QStringLiteral("position")));
}

QTEST_MAIN(TestFlowInspector)
#include "tst_flow_inspector.moc"
