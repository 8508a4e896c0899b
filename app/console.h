// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>
#include <vector>

#include "app/connection_book.h"
#include "app/console_options.h"
#include "app/live_source.h"
#include "app/preferences.h"
#include "app/recording_window.h"
#include "app/session.h"
#include "broker/scenario/scenario_loop.h"
#include "broker/socket/broker_registry.h"

namespace eventscope::app {

class MainWindow;
class StartPage;

/// The console: one session, its window, the dialogs, and a window for each opened recording.
/// Thread: the GUI thread.
class Console final : public QObject {
    Q_OBJECT

public:
    explicit Console(ConsoleOptions options, QObject* parent = nullptr);
    ~Console() override;

    /// Opens the session and shows the window. Errors: those of Session::open.
    Result<> open();
    [[nodiscard]] MainWindow& window() { return *m_window; }
    [[nodiscard]] Session& session() { return *m_session; }
    /// Stops everything, closes the log. The error is that of closing the log.
    Result<> close();

private:
    Result<> openSession();
    void makeWindow();
    void connectWindow();
    void fillStartPage();
    Result<> openTargets();
    void showConnectionDialog();
    void clickConnection(ConnectionId connection);
    void showPreferences();
    void tellTraits(ConnectionId connection, const QString& separator, const QString& noun);
    void toggleRecording();
    void stopRecording();
    void openRecording(const QString& path);
    Result<> showRecording(const QString& path);
    void startDemo(const QString& name);
    void chooseLog(Preferences::KeepLog keepLog, quint64 diskBudgetBytes);
    void tell(const QString& sentence);
    void notice(const QString& sentence) { m_notices.append(sentence); }
    void savePreferencesNow();

    ConsoleOptions m_options;
    Preferences m_preferences;
    QStringList m_notices; // what went wrong while opening: a sentence each
    std::optional<socket::BrokerRegistry> m_registry;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<LiveSource> m_source;
    std::unique_ptr<ConnectionBook> m_connections;
    std::unique_ptr<MainWindow> m_window;
    StartPage* m_startPage = nullptr; // child of the window
    std::unique_ptr<scenario::ScenarioLoop> m_demo;
    std::vector<std::unique_ptr<RecordingWindow>> m_recordings;
};

} // namespace eventscope::app
