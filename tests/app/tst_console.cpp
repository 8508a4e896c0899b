// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <chrono>

#include "app/console.h"
#include "app/main_window.h"
#include "app/palette.h"
#include "app/preferences_dialog.h"
#include "app/start_page.h"
#include "app/window_actions.h"
#include "broker/log/log_reader.h"
#include "inspectors/flow/flow_inspector.h"
#include "tests/fakes/picture.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::app;
using namespace std::chrono_literals;

namespace {

constexpr int Deadline = 30'000; // milliseconds

/// A home of its own for each test: nothing of the person who runs the tests is read or written.
struct Home {
    QTemporaryDir folder;

    Home()
    {
        QDir(folder.path()).mkpath(QStringLiteral("run"));
        QFile::setPermissions(
            folder.filePath(QStringLiteral("run")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv("XDG_CONFIG_HOME", folder.filePath(QStringLiteral("config")).toUtf8());
        qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data")).toUtf8());
        qputenv("XDG_RUNTIME_DIR", folder.filePath(QStringLiteral("run")).toUtf8());
    }
    [[nodiscard]] ConsoleOptions options(std::optional<Session::Log> log, const QString& demo = {}) const
    {
        ConsoleOptions options;
        options.dataFolder = folder.filePath(QStringLiteral("data/eventscope"));
        options.log = log;
        options.demo = demo;
        options.runFor = 1h; // nobody is there to click messages away
        return options;
    }
};

std::uint64_t shown(Console& console) { return console.window().flow().shownEvents(); }

/// Answers the dialogs of the record button as a person would: the file, then the button with that text.
class RecordAnswers {
public:
    RecordAnswers(QString file, QString button)
        : m_file(std::move(file))
        , m_button(std::move(button))
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { answer(); });
        m_timer.start(20);
    }

private:
    void answer()
    {
        auto* const modal = QApplication::activeModalWidget();
        if (auto* files = qobject_cast<QFileDialog*>(modal)) {
            files->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(m_file);
            static_cast<QDialog*>(files)->done(QDialog::Accepted); // protected in the file dialog only
        } else if (auto* box = qobject_cast<QMessageBox*>(modal)) {
            for (auto* button : box->buttons()) {
                if (button->text().contains(m_button))
                    button->click();
            }
        }
    }

    QString m_file;
    QString m_button;
    QTimer m_timer;
};

} // namespace

class TestConsole : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadResources(); }
    void theFirstStartAsksAndShowsTheStartPage();
    void theDemoFillsTheFlow();
    void eventsOfTheLastSessionAreThereAgain();
    void whatThePersonChangedIsThereAgain();
    void recordsFromNowOn();
    void recordsWithWhatIsHeld();
    void aRecordingThatRunsAtTheEndIsRemembered();
    void damagedPreferencesAreTold();
    void aSecondConsoleWorksWithoutALogAndSaysSo();
    void aFilterOfTheCommandLineIsApplied();
    void aTargetThatIsNoneEndsTheStart();
    void closingTwiceIsHarmless();
    void preferencesDialog_data();
    void preferencesDialog();
};

void TestConsole::theFirstStartAsksAndShowsTheStartPage()
{
    const Home home;
    Console console(home.options(std::nullopt));
    VERIFY_RESULT(console.open());
    QVERIFY(console.window().isStartPageShown());
    auto* keep = console.window().findChild<QPushButton*>(QStringLiteral("keep"));
    QVERIFY(keep->isVisible());
    QVERIFY(console.session().logPath().empty()); // nothing is kept before it was asked

    keep->click();

    QVERIFY(!console.session().logPath().empty());
    QVERIFY(!keep->isVisible());
    VERIFY_RESULT(console.close());
    Console next(home.options(std::nullopt));
    VERIFY_RESULT(next.open());
    QVERIFY(!next.session().logPath().empty());
    QVERIFY(!next.window().findChild<QPushButton*>(QStringLiteral("keep"))->isVisible());
}

void TestConsole::theDemoFillsTheFlow()
{
    const Home home;
    Console console(home.options(Session::Log::Off, QStringLiteral("orders")));
    VERIFY_RESULT(console.open());
    QVERIFY(!console.window().isStartPageShown());
    QTRY_VERIFY_WITH_TIMEOUT(shown(console) > 50, Deadline);
    QTRY_VERIFY_WITH_TIMEOUT(console.session().snapshots().rates.channels.size() >= 3, Deadline);
    QCOMPARE(console.session().health().lostEvents(), 0U);
}

void TestConsole::eventsOfTheLastSessionAreThereAgain()
{
    const Home home;
    std::uint64_t captured = 0;
    {
        Console console(home.options(Session::Log::Ring, QStringLiteral("orders")));
        VERIFY_RESULT(console.open());
        QTRY_VERIFY_WITH_TIMEOUT(shown(console) > 50, Deadline);
        captured = console.session().health().capturedEvents;
        VERIFY_RESULT(console.close());
    }
    Console console(home.options(Session::Log::Ring));
    VERIFY_RESULT(console.open());
    QVERIFY(!console.window().isStartPageShown());
    QTRY_VERIFY_WITH_TIMEOUT(shown(console) >= captured, Deadline);
}

void TestConsole::whatThePersonChangedIsThereAgain()
{
    const Home home;
    const QString filter = QStringLiteral("type = 'order.created'");
    QStringList columns;
    {
        Console console(home.options(Session::Log::Off, QStringLiteral("orders")));
        VERIFY_RESULT(console.open());
        emit console.window().requests().filterWanted(filter, inspect::Requests::FilterMode::Replace);
        emit console.window().requests().columnWanted(QStringLiteral("data.total"));
        columns = console.window().flow().columns();
        QVERIFY(columns.contains(QStringLiteral("data.total")));
        console.window().resize(1111, 777);
        VERIFY_RESULT(console.close());
    }
    Console console(home.options(Session::Log::Off));
    VERIFY_RESULT(console.open());
    QCOMPARE(console.window().flow().columns(), columns);
    QCOMPARE(console.window().preferences().filterHistory.value(0), filter);
    QCOMPARE(console.window().size(), QSize(1111, 777));
}

void TestConsole::recordsFromNowOn()
{
    const Home home;
    const auto file = home.folder.filePath(QStringLiteral("now.eventscope"));
    Console console(home.options(Session::Log::Off, QStringLiteral("orders")));
    VERIFY_RESULT(console.open());
    const RecordAnswers answers(file, {});
    console.window().actions().record()->trigger();
    const auto before = console.session().health().capturedEvents;
    QTRY_VERIFY_WITH_TIMEOUT(console.session().health().capturedEvents > before + 50, Deadline);
    console.window().actions().record()->trigger();

    Names names;
    auto reader = log::LogReader::open(file.toStdString(), names);
    VERIFY_RESULT(reader);
    QVERIFY((*reader)->eventCount() > 50);
    QCOMPARE(console.window().preferences().recentRecordings.size(), 0); // that is the console's part
    VERIFY_RESULT(console.close());
    Console next(home.options(Session::Log::Off));
    VERIFY_RESULT(next.open());
    QCOMPARE(next.window().preferences().recentRecordings, QStringList{file});
}

void TestConsole::recordsWithWhatIsHeld()
{
    const Home home;
    const auto file = home.folder.filePath(QStringLiteral("held.eventscope"));
    Console console(home.options(Session::Log::Ring, QStringLiteral("orders")));
    VERIFY_RESULT(console.open());
    QTRY_VERIFY_WITH_TIMEOUT(console.session().health().storedEvents > 50, Deadline);
    const auto held = console.session().lastStored();
    const RecordAnswers answers(file, QStringLiteral("still held"));
    console.window().actions().record()->trigger();
    const auto has = [&](Position position) {
        Names names;
        const auto reader = log::LogReader::open(file.toStdString(), names);
        return reader && (*reader)->first() == Position(1) && (*reader)->last() >= position;
    };
    QTRY_VERIFY_WITH_TIMEOUT(has(held + 50), Deadline);
    console.window().actions().record()->trigger();

    Names names;
    auto reader = log::LogReader::open(file.toStdString(), names);
    VERIFY_RESULT(reader);
    const auto report = (*reader)->verify([](double) { return true; });
    VERIFY_RESULT(report);
    QVERIFY(report->isWhole());
    QCOMPARE(report->first, Position(1));
}

void TestConsole::aRecordingThatRunsAtTheEndIsRemembered()
{
    const Home home;
    const auto file = home.folder.filePath(QStringLiteral("end.eventscope"));
    Console console(home.options(Session::Log::Off));
    VERIFY_RESULT(console.open());
    const RecordAnswers answers(file, {});
    console.window().actions().record()->trigger();
    VERIFY_RESULT(console.close());
    Console next(home.options(Session::Log::Off));
    VERIFY_RESULT(next.open());
    QCOMPARE(next.window().preferences().recentRecordings, QStringList{file});
}

void TestConsole::damagedPreferencesAreTold()
{
    const Home home;
    QVERIFY(QDir().mkpath(configFolder()));
    QFile file(configFolder() + QStringLiteral("/eventscope.ini"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(QByteArrayLiteral("\0\1\2 this was never an INI file\n[[[\n=")) > 0);
    file.close();
    QFile connections(configFolder() + QStringLiteral("/connections.json"));
    QVERIFY(connections.open(QIODevice::WriteOnly));
    QVERIFY(connections.write("[[") > 0);
    connections.close();

    Console console(home.options(Session::Log::Off));
    VERIFY_RESULT(console.open());

    auto* notice = console.window().findChild<QLabel*>(QStringLiteral("notice"));
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(QStringLiteral("eventscope.ini")), qPrintable(notice->text()));
    QVERIFY2(notice->text().contains(QStringLiteral("connections.json")), qPrintable(notice->text()));
}

void TestConsole::aSecondConsoleWorksWithoutALogAndSaysSo()
{
    const Home home;
    Console first(home.options(Session::Log::Ring));
    VERIFY_RESULT(first.open());
    Console second(home.options(Session::Log::Ring));
    VERIFY_RESULT(second.open());
    QVERIFY(!first.session().logPath().empty());
    QVERIFY(second.session().logPath().empty());
    auto* notice = second.window().findChild<QLabel*>(QStringLiteral("notice"));
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(QStringLiteral("in memory only")), qPrintable(notice->text()));
    auto* broker = second.window().findChild<QLabel*>(QStringLiteral("broker"));
    QVERIFY2(broker->text().contains(QStringLiteral("taken")), qPrintable(broker->text()));
    VERIFY_RESULT(second.close());
    VERIFY_RESULT(first.close());
}

void TestConsole::aFilterOfTheCommandLineIsApplied()
{
    const Home home;
    auto options = home.options(Session::Log::Off, QStringLiteral("orders"));
    options.filter = QStringLiteral("channel = 'orders'");
    Console console(options);
    VERIFY_RESULT(console.open());
    QTRY_VERIFY_WITH_TIMEOUT(shown(console) > 5, Deadline);
    QTRY_VERIFY_WITH_TIMEOUT(shown(console) < console.session().health().capturedEvents, Deadline);
}

void TestConsole::aTargetThatIsNoneEndsTheStart()
{
    const Home home;
    auto options = home.options(Session::Log::Off);
    options.targets = {"carrierpigeon://roof"};
    Console console(options);
    const auto opened = console.open();
    QVERIFY(!opened);
    QVERIFY(opened.error().what.find("carrierpigeon") != std::string::npos);
}

void TestConsole::closingTwiceIsHarmless()
{
    const Home home;
    Console console(home.options(Session::Log::Ring));
    VERIFY_RESULT(console.close()); // never opened
    VERIFY_RESULT(console.open());
    VERIFY_RESULT(console.close());
    VERIFY_RESULT(console.close());
}

void TestConsole::preferencesDialog_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestConsole::preferencesDialog()
{
    QFETCH(const bool, dark);
    applyPalette(*qApp, dark ? PaletteChoice::Dark : PaletteChoice::Light);
    Preferences given;
    given.redactionRules = {QStringLiteral("data.card.number drop")};
    given.keepLog = Preferences::KeepLog::OnDisk;
    given.filterHistory = {QStringLiteral("size > 3")};
    const PreferencesDialog dialog(given);
    QCOMPARE(dialog.preferences(), given);
    QVERIFY(!dialog.needsRestart(given));
    auto other = given;
    other.redactionRules.clear();
    QVERIFY(dialog.needsRestart(other));
    PreferencesDialog shownDialog(given);
    QVERIFY(fakes::takePicture(
        shownDialog, dark ? QStringLiteral("preferences_dark") : QStringLiteral("preferences_light")));
}

QTEST_MAIN(TestConsole)
#include "tst_console.moc"
