// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QStatusBar>
#include <QTest>

#include "app/main_window.h"
#include "app/palette.h"
#include "app/shortcuts_dialog.h"
#include "app/window_actions.h"
#include "inspectors/flow/filter_bar.h"
#include "inspectors/flow/filter_edit.h"
#include "inspectors/flow/flow_inspector.h"
#include "inspectors/flow/flow_view.h"
#include "tests/app/window_script.h"
#include "tests/fakes/picture.h"

using namespace eventscope;
using namespace eventscope::app;

namespace {

constexpr auto Deadline = 30'000;

} // namespace

/// Pictures of the main window, in both palettes, for people to judge.
class TestWindowPictures : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        loadResources();
        QLocale::setDefault(QLocale(QLocale::English));
    }
    void windows_data();
    void windows();
};

void TestWindowPictures::windows_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestWindowPictures::windows()
{
    QFETCH(const bool, dark);
    const QString suffix = dark ? QStringLiteral("_dark") : QStringLiteral("_light");
    applyPalette(*qApp, dark ? PaletteChoice::Dark : PaletteChoice::Light);

    fakes::ScriptedSession emptySession;
    emptySession.m_isLive = false;
    MainWindow empty(emptySession, {});
    empty.show();
    QTest::qWait(50); // a few frames, nothing is compared
    QVERIFY(fakes::takePicture(empty, QStringLiteral("window_empty") + suffix));

    fakes::ScriptedSession session;
    fakes::WindowScript script(session);
    script.connect("broker", ConnectionState::Up);
    script.connect(
        "nats payments-dev", ConnectionState::Down, "connection refused by 127.0.0.1:4222: is the server running?");
    script.fillVolume(300);
    script.fillRates();
    session.m_health.logPath = "/tmp/log";
    session.m_health.diskBytes = 12U << 20;
    session.m_health.diskBudgetBytes = 1U << 30;
    script.send(200);
    script.sendGap();
    script.send(12);
    MainWindow window(session, {});
    window.show();
    QTRY_COMPARE_WITH_TIMEOUT(window.flow().shownEvents(), 213U, Deadline);
    window.flow().showPosition(Position(205));
    window.flow().view().jumpToNewest();
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<QStatusBar*>()->isVisible(), Deadline);
    window.selection().selectSpan(
        inspect::TimeSpan{session.m_snapshots.volume.bins[100].start, session.m_snapshots.volume.bins[140].start});
    QTest::qWait(300);
    QVERIFY(fakes::takePicture(window, QStringLiteral("window_full") + suffix));

    window.selection().selectSpan(std::nullopt);
    window.flow().filterBar().apply(QStringLiteral("channel = 'orders.created'"));
    window.flow().setPaused(true);
    script.send(40);
    QTest::qWait(200);
    QVERIFY(fakes::takePicture(window, QStringLiteral("window_filtered_paused") + suffix));
    window.flow().setPaused(false);
    window.flow().filterBar().findChild<inspect::flow::FilterEdit*>()->setText(
        QStringLiteral("channel = 'orders.created' AND data.total > "));
    QTest::qWait(50);
    QVERIFY(fakes::takePicture(window, QStringLiteral("window_broken_filter") + suffix));

    fakes::ScriptedSession strangeSession;
    fakes::WindowScript strange(strangeSession);
    for (int i = 0; i < 9; ++i)
        strange.connect(qPrintable(QStringLiteral("a connection with a very long name & <b>number</b> %1").arg(i)),
            ConnectionState::Connecting);
    strange.fillRates(10'000);
    strange.fillVolume(2);
    strange.send(60, true);
    strangeSession.m_health.losses[2] = 98'765;
    MainWindow crowded(strangeSession, {});
    crowded.resize(1100, 700);
    crowded.show();
    QTRY_COMPARE_WITH_TIMEOUT(crowded.flow().shownEvents(), 60U, Deadline);
    QTest::qWait(300);
    QVERIFY(fakes::takePicture(crowded, QStringLiteral("window_strange") + suffix));

    ShortcutsDialog shortcuts(window.actions());
    shortcuts.show();
    QVERIFY(fakes::takePicture(shortcuts, QStringLiteral("shortcuts") + suffix));
}

QTEST_MAIN(TestWindowPictures)
#include "tst_window_pictures.moc"
