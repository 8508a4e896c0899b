// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "app/main_window.h"
#include "app/palette.h"
#include "app/status_line.h"
#include "app/window_actions.h"
#include "inspectors/flow/filter_bar.h"
#include "inspectors/flow/flow_inspector.h"
#include "inspectors/flow/flow_view.h"
#include "tests/app/window_script.h"

using namespace eventscope;
using namespace eventscope::app;

namespace {

constexpr auto Deadline = 20'000;

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        loadResources();
        QLocale::setDefault(QLocale(QLocale::English));
    }
    void eventsOfTheLaneAreShownAndCounted();
    void pausingKeepsTheView();
    void backAndForwardMoveTheSelection();
    void whatTheUserChoseIsKept();
    void theTitleNamesTheRecording();
    void whatItCannotDoItAsksFor();
    void theStartPageStandsAlone();
    void lossesAreTold();
    void textGrowsAndShrinks();
    void everyActionHasAKeyOfItsOwn();
};

void TestMainWindow::eventsOfTheLaneAreShownAndCounted()
{
    fakes::ScriptedSession session;
    fakes::WindowScript script(session);
    MainWindow window(session, {});
    window.show();

    script.send(500);
    QTRY_COMPARE_WITH_TIMEOUT(window.flow().shownEvents(), 500U, Deadline);

    QTRY_VERIFY_WITH_TIMEOUT(
        window.statusLine().text().contains(QStringLiteral("captured 500 · shown 500 | lost 0")), Deadline);
    QVERIFY(window.flow().view().isFollowing());
}

void TestMainWindow::pausingKeepsTheView()
{
    fakes::ScriptedSession session;
    fakes::WindowScript script(session);
    MainWindow window(session, {});
    window.show();
    script.send(10);
    QTRY_COMPARE_WITH_TIMEOUT(window.flow().shownEvents(), 10U, Deadline);

    window.actions().pause()->trigger();
    script.send(20);
    QTRY_COMPARE_WITH_TIMEOUT(window.events().count(), 30U, Deadline);
    QCOMPARE(window.flow().shownEvents(), 10U);
    window.actions().pause()->trigger();

    QTRY_COMPARE_WITH_TIMEOUT(window.flow().shownEvents(), 30U, Deadline);
}

void TestMainWindow::backAndForwardMoveTheSelection()
{
    fakes::ScriptedSession session;
    fakes::WindowScript script(session);
    MainWindow window(session, {});
    window.show();
    script.send(100);
    QTRY_COMPARE_WITH_TIMEOUT(window.flow().shownEvents(), 100U, Deadline);
    QVERIFY(!window.actions().back()->isEnabled());
    window.flow().showPosition(Position(10));
    window.flow().showPosition(Position(90));

    window.actions().back()->trigger();

    QCOMPARE(window.selection().state().event->position().value(), 10U);
    QCOMPARE(window.flow().view().currentIndex().row(), 9);
    QVERIFY(window.actions().forward()->isEnabled());
}

void TestMainWindow::whatTheUserChoseIsKept()
{
    fakes::ScriptedSession session;
    Preferences kept;
    {
        MainWindow window(session, {});
        const QSignalSpy changes(&window, &MainWindow::preferencesChanged);
        window.flow().setColumns({QStringLiteral("time"), QStringLiteral("key")});
        window.flow().filterBar().apply(QStringLiteral("channel = 'orders'"));
        window.actions().utc()->trigger();
        QVERIFY(changes.count() >= 3);
        kept = window.preferences();
    }

    const MainWindow window(session, kept);

    QCOMPARE(kept.columns, (QStringList{QStringLiteral("time"), QStringLiteral("key")}));
    QCOMPARE(kept.filterHistory, QStringList{QStringLiteral("channel = 'orders'")});
    QCOMPARE(kept.timeDisplay, Preferences::TimeDisplay::Utc);
    QCOMPARE(window.preferences().columns, kept.columns);
    QVERIFY(window.actions().utc()->isChecked());
}

void TestMainWindow::theTitleNamesTheRecording()
{
    fakes::ScriptedSession session;
    MainWindow window(session, {});
    QCOMPARE(window.windowTitle(), QStringLiteral("Eventscope"));

    session.m_title = QStringLiteral("orders.eventscope");
    session.m_isRecording = true;
    session.tellChanged();

    QCOMPARE(window.windowTitle(), QStringLiteral("orders.eventscope – Eventscope"));
    QCOMPARE(window.actions().record()->text(), QStringLiteral("Stop recording"));
}

void TestMainWindow::whatItCannotDoItAsksFor()
{
    fakes::ScriptedSession session;
    MainWindow window(session, {});
    const QSignalSpy connections(&window, &MainWindow::connectWanted);
    const QSignalSpy records(&window, &MainWindow::recordWanted);
    const QSignalSpy opens(&window, &MainWindow::openWanted);

    window.actions().connection()->trigger();
    window.actions().record()->trigger();
    window.actions().open()->trigger();

    QCOMPARE(connections.count(), 1);
    QCOMPARE(records.count(), 1);
    QCOMPARE(opens.count(), 1);
}

void TestMainWindow::theStartPageStandsAlone()
{
    fakes::ScriptedSession session;
    MainWindow window(session, {});
    window.show();
    auto* page = new QLabel(QStringLiteral("start"));
    window.setStartPage(page);
    const auto* sources = window.findChild<QDockWidget*>(QStringLiteral("sources"));
    QVERIFY(sources->isVisible());

    window.showStartPage(true);
    QVERIFY(page->isVisible());
    QVERIFY(!sources->isVisible());
    QVERIFY(!window.flow().filterBar().isVisible());
    window.showStartPage(false);

    QVERIFY(!page->isVisible());
    QVERIFY(sources->isVisible());
    QVERIFY(window.flow().filterBar().isVisible());
}

void TestMainWindow::lossesAreTold()
{
    fakes::ScriptedSession session;
    session.m_health.losses[1] = 1234;
    session.m_health.logPath = "/var/tmp/log";
    session.m_health.logProblem = "The disk is full.";

    MainWindow window(session, {});

    QVERIFY2(
        window.statusLine().text().contains(QStringLiteral("⚠ lost 1,234")), qPrintable(window.statusLine().text()));
    QVERIFY2(window.statusLine().text().contains(QStringLiteral("The disk is full.")),
        qPrintable(window.statusLine().text()));
}

void TestMainWindow::textGrowsAndShrinks()
{
    fakes::ScriptedSession session;
    MainWindow window(session, {});
    window.show();
    const int usual = window.flow().view().fontInfo().pixelSize();

    for (int i = 0; i < 4; ++i)
        window.actions().larger()->trigger();
    QVERIFY(window.flow().view().fontInfo().pixelSize() > usual);
    window.actions().usualSize()->trigger();

    QCOMPARE(window.flow().view().fontInfo().pixelSize(), usual);
}

void TestMainWindow::everyActionHasAKeyOfItsOwn()
{
    fakes::ScriptedSession session;
    const MainWindow window(session, {});

    QStringList keys;
    for (const auto* action : window.actions().all()) {
        QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
        for (const auto& key : action->shortcuts())
            keys.append(key.toString());
    }

    QCOMPARE(keys.removeDuplicates(), 0);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
