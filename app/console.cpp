// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

#include "app/connection_dialog.h"
#include "app/main_window.h"
#include "app/palette.h"
#include "app/start_page.h"
#include "broker/scenario/scenario_list.h"
#include "inspectors/inspector/text.h"
#include "inspectors/sources/sources_inspector.h"

namespace eventscope::app {

using inspect::toText;
using inspect::toUtf8;

Console::Console(ConsoleOptions options, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
{
}

Console::~Console() { (void)close(); }

Result<> Console::open()
{
    auto loaded = loadPreferences(configFolder() + QStringLiteral("/eventscope.ini"));
    m_preferences = std::move(loaded.preferences);
    if (!loaded.problem.isEmpty())
        notice(loaded.problem);
    if (auto opened = openSession(); !opened)
        return opened;
    m_source = std::make_unique<LiveSource>(*m_session);
    m_connections = std::make_unique<ConnectionBook>(
        *m_session, configFolder() + QStringLiteral("/connections.json"), makeSecretStore());
    if (const auto problem = m_connections->load(); !problem.isEmpty())
        notice(problem);
    makeWindow();
    fillStartPage();
    if (auto opened = openTargets(); !opened)
        return opened;
    m_window->show();
    // Nobody sees the start page when there are events to show at once.
    if (!m_notices.isEmpty() && !m_window->isStartPageShown())
        tell(m_notices.join(QChar(u'\n')));
    return {};
}

Result<> Console::openSession()
{
    Session::Options options;
    options.programFolder = toUtf8(m_options.programFolder);
    options.withBroker = true;
    options.withAnalysis = true;
    options.ramBytes = m_options.ramBytes.value_or(m_preferences.memoryBudgetBytes);
    options.diskBytes = m_options.diskBytes.value_or(m_preferences.diskBudgetBytes);
    for (const auto& rule : std::as_const(m_preferences.redactionRules))
        options.redactionRules.push_back(toUtf8(rule));
    const bool keepsOnDisk = m_preferences.keepLog == Preferences::KeepLog::OnDisk;
    options.log = m_options.log.value_or(keepsOnDisk ? Session::Log::Ring : Session::Log::Off);
    if (options.log == Session::Log::File)
        options.logPath = toUtf8(m_options.logFile);
    else if (options.log == Session::Log::Ring)
        options.logPath = std::filesystem::path(toUtf8(m_options.dataFolder)) / "log";
    if (auto registry = socket::BrokerRegistry::claim()) {
        options.broker.ipcFolder = registry->folder();
        m_registry = *std::move(registry);
    }
    auto session = Session::open(options);
    if (!session && options.log == Session::Log::Ring && session.error().fault == Fault::Denied) {
        // A second window of the same user works without a log rather than not at all, and says so.
        notice(toText(session.error().what) + tr(". This window keeps its events in memory only."));
        options.log = Session::Log::Off;
        options.logPath.clear();
        session = Session::open(options);
    }
    if (!session)
        return tl::unexpected(session.error());
    m_session = *std::move(session);
    if (m_registry)
        (void)m_registry->announce(*m_session->brokerEndpoints());
    if (const auto& recovery = m_session->recovery(); recovery.missing > 0 || recovery.damaged > 0)
        notice(tr("The session log was recovered: %1 events are there, %2 are missing, %3 are damaged.")
                   .arg(recovery.events)
                   .arg(recovery.missing)
                   .arg(recovery.damaged));
    return {};
}

void Console::makeWindow()
{
    m_window = std::make_unique<MainWindow>(*m_source, m_preferences);
    m_startPage = new StartPage;
    m_window->setStartPage(m_startPage);
    tellTraits(m_session->names().connections.intern("broker"), QStringLiteral("."), tr("topic"));
    if (auto* sources = m_window->inspector<inspect::sources::SourcesInspector>()) {
        sources->setShowsInternal(m_preferences.showsInternalChannels);
        connect(sources, &inspect::sources::SourcesInspector::internalShown, this, [this](bool shows) {
            m_preferences.showsInternalChannels = shows;
            savePreferencesNow();
        });
    }
    connectWindow();
}

void Console::connectWindow()
{
    connect(m_window.get(), &MainWindow::connectWanted, this, &Console::showConnectionDialog);
    connect(m_window.get(), &MainWindow::connectionClicked, this, &Console::clickConnection);
    connect(m_window.get(), &MainWindow::recordWanted, this, &Console::toggleRecording);
    connect(m_window.get(), &MainWindow::openWanted, this, [this] { openRecording(QString()); });
    connect(m_window.get(), &MainWindow::preferencesChanged, this, &Console::savePreferencesNow);
    connect(m_window.get(), &MainWindow::preferencesWanted, this, &Console::showPreferences);
    connect(m_startPage, &StartPage::demoWanted, this, [this] { startDemo(QStringLiteral("orders")); });
    connect(m_startPage, &StartPage::recordingWanted, this, &Console::openRecording);
    connect(m_startPage, &StartPage::connectionWanted, this, &Console::showConnectionDialog);
    connect(m_startPage, &StartPage::savedConnectionWanted, this, [this](int index) {
        m_connections->connectSaved(index);
        m_window->showStartPage(false);
    });
    connect(m_startPage, &StartPage::savedConnectionRemoved, m_connections.get(), &ConnectionBook::removeSaved);
    connect(m_startPage, &StartPage::logChosen, this, &Console::chooseLog);
    connect(m_connections.get(), &ConnectionBook::savedChanged, this, &Console::fillStartPage);
    connect(m_connections.get(), &ConnectionBook::openChanged, m_source.get(), &LiveSource::tellChanged);
    connect(m_connections.get(), &ConnectionBook::failed, this, &Console::tell);
    connect(m_connections.get(), &ConnectionBook::troubled, &m_window->requests(), &inspect::Requests::messageWanted);
    connect(m_connections.get(), &ConnectionBook::opening, this, [this](ConnectionId id, const Manifest& manifest) {
        tellTraits(id, toText(manifest.channelSeparator), toText(manifest.channelNoun));
    });
}

void Console::tellTraits(ConnectionId connection, const QString& separator, const QString& noun)
{
    if (auto* sources = m_window->inspector<inspect::sources::SourcesInspector>())
        sources->setTraits({connection, separator, noun});
}

void Console::fillStartPage()
{
    m_startPage->setNotice(m_notices.join(QChar(u'\n')));
    m_startPage->setRecordings(m_preferences.recentRecordings);
    m_startPage->setConnections(m_connections->saved());
    const auto& endpoints = m_session->brokerEndpoints();
    if (endpoints)
        m_startPage->setBroker({toText(endpoints->publish), toText(endpoints->subscribe), endpoints->hasMoved, {}});
    if (m_preferences.keepLog == Preferences::KeepLog::NotAsked && !m_options.log)
        m_startPage->setLogQuestion(m_preferences.keepLog, m_preferences.diskBudgetBytes);
}

Result<> Console::openTargets()
{
    const auto targets = readTargets(m_options.targets, m_session->catalog(), m_options.targetOptions);
    if (!targets)
        return tl::unexpected(targets.error());
    bool hasLive = !m_options.demo.isEmpty();
    for (const auto& target : *targets) {
        if (target.kind == Target::Kind::Recording) {
            if (auto shown = showRecording(toText(target.path.string())); !shown) {
                if (m_options.runFor) // nobody is there to read it in the window
                    return shown;
                tell(toText(shown.error().what));
            }
        } else {
            hasLive = true;
            m_connections->connectOnce(target.plugin, target.config);
        }
    }
    const bool holdsEvents = m_source->pages() != nullptr && bool(m_source->pages()->last());
    m_window->showStartPage(!hasLive && !holdsEvents);
    if (!m_options.demo.isEmpty())
        startDemo(m_options.demo);
    if (!m_options.filter.isEmpty())
        emit m_window->requests().filterWanted(m_options.filter, inspect::Requests::FilterMode::Replace);
    return {};
}

void Console::showConnectionDialog()
{
    const auto& context = m_session->pluginContext();
    ConnectionDialog dialog({m_connections->systems(), context, m_connections->secrets().explanation(),
                                m_connections->secrets().isLasting()},
        m_window.get());
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_connections->connectTo(dialog.choice());
    m_window->showStartPage(false);
}

void Console::clickConnection(ConnectionId connection)
{
    const auto name = toText(m_session->names().connections.text(connection));
    const auto health = m_session->health();
    const auto found = std::find_if(health.connections.begin(), health.connections.end(),
        [&](const auto& known) { return known.connection == connection; });
    if (found == health.connections.end())
        return;
    QMessageBox box(m_window.get());
    box.setTextFormat(Qt::PlainText);
    box.setWindowTitle(name);
    box.setText(tr("%1 is %2.").arg(name, toText(toText(found->state))));
    box.setInformativeText(found->error.empty()
            ? tr("%1 events so far, %2 lost.").arg(found->takenEvents).arg(found->lostEvents)
            : toText(found->error));
    QPushButton* disconnect = nullptr;
    if (m_session->canDisconnect(connection))
        disconnect = box.addButton(tr("Disconnect"), QMessageBox::DestructiveRole);
    box.setDefaultButton(box.addButton(QMessageBox::Close));
    box.exec();
    if (disconnect != nullptr && box.clickedButton() == disconnect) {
        m_session->disconnect(connection);
        m_source->tellChanged();
    }
}

void Console::openRecording(const QString& path)
{
    const auto chosen = !path.isEmpty() ? path
                                        : QFileDialog::getOpenFileName(m_window.get(), tr("Open a recording"), {},
                                            tr("Recordings (*.eventscope);;All files (*)"));
    if (chosen.isEmpty())
        return;
    if (auto shown = showRecording(chosen); !shown)
        tell(toText(shown.error().what));
}

Result<> Console::showRecording(const QString& path)
{
    std::erase_if(m_recordings, [](const auto& recording) { return !recording->isVisible(); });
    auto recording = RecordingWindow::open(toUtf8(path), m_session->fields(), m_session->clock(), m_preferences);
    if (!recording)
        return tl::unexpected(recording.error());
    connect(&(*recording)->window(), &MainWindow::connectWanted, this, &Console::showConnectionDialog);
    connect(&(*recording)->window(), &MainWindow::openWanted, this, [this] { openRecording(QString()); });
    connect(&(*recording)->window(), &MainWindow::preferencesWanted, this, &Console::showPreferences);
    (*recording)->window().show();
    m_recordings.push_back(*std::move(recording));
    remember(m_preferences.recentRecordings, QFileInfo(path).absoluteFilePath(), Preferences::MaxRecent);
    savePreferencesNow();
    fillStartPage();
    return {};
}

void Console::startDemo(const QString& name)
{
    m_window->showStartPage(false);
    if (m_demo)
        return;
    auto scenario = scenario::loadScenario(toUtf8(name));
    if (!scenario) {
        tell(toText(scenario.error().what));
        return;
    }
    const auto& endpoints = *m_session->brokerEndpoints();
    m_demo = std::make_unique<scenario::ScenarioLoop>(m_session->zeroMqContext(),
        scenario::ScenarioEndpoints{endpoints.publish, endpoints.subscribe}, *std::move(scenario));
    if (auto started = m_demo->start(); !started)
        tell(toText(started.error().what));
}

void Console::chooseLog(Preferences::KeepLog keepLog, quint64 diskBudgetBytes)
{
    m_preferences.keepLog = keepLog;
    m_preferences.diskBudgetBytes = diskBudgetBytes;
    savePreferencesNow();
    if (keepLog != Preferences::KeepLog::OnDisk || !m_session->logPath().empty())
        return;
    const auto folder = std::filesystem::path(toUtf8(m_options.dataFolder)) / "log";
    if (auto begun = m_session->beginLog(folder, diskBudgetBytes); !begun)
        tell(toText(begun.error().what));
    else
        m_source->followLog();
}

void Console::tell(const QString& sentence)
{
    if (m_options.runFor) { // nobody is there to click
        emit m_window->requests().messageWanted(sentence);
        return;
    }
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Eventscope"), sentence, QMessageBox::Ok, m_window.get());
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open(); // does not wait: events go on
}

} // namespace eventscope::app
