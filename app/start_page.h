// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

#include "app/preferences.h"
#include "app/saved_connections.h"

class QDoubleSpinBox;
class QGroupBox;
class QLabel;
class QListWidget;
class QVBoxLayout;

namespace eventscope::app {

/// Where the embedded broker can be reached, in words of the start page.
struct BrokerPlace {
    QString publish; ///< endpoint for publishers; empty: the broker does not run
    QString subscribe; ///< endpoint for subscribers
    bool hasMoved = false; ///< the usual ports were taken
    QString problem; ///< why it does not run
};

/// What the window shows before there is anything to see: the demo, recordings, connections, the question of the first
/// start, and where programs reach the embedded broker. It does nothing itself. Thread: the GUI thread.
class StartPage final : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);

    void setRecordings(const QStringList& paths);
    void setConnections(const std::vector<SavedConnection>& connections);
    void setBroker(const BrokerPlace& place);
    /// Asks whether to keep the session log until logChosen is sent; hidden where it was asked before.
    void setLogQuestion(Preferences::KeepLog keepLog, quint64 diskBudgetBytes);
    /// A sentence at the top, such as about damaged preferences; empty hides it.
    void setNotice(const QString& sentence);

signals:
    void demoWanted();
    /// Empty: let the person choose a file.
    void recordingWanted(const QString& path);
    void connectionWanted();
    /// By its place in what was set last.
    void savedConnectionWanted(int index);
    void savedConnectionRemoved(int index);
    void logChosen(eventscope::app::Preferences::KeepLog keepLog, quint64 diskBudgetBytes);

private:
    void addChoice(QVBoxLayout& to, const QString& icon, const QString& title, const QString& sentence,
        void (StartPage::*wanted)());
    [[nodiscard]] QGroupBox* makeQuestion();
    [[nodiscard]] QGroupBox* makeRecordings();
    [[nodiscard]] QGroupBox* makeConnections();
    void askForRecording() { emit recordingWanted(QString()); }

    QLabel* m_notice; // these are children
    QGroupBox* m_question;
    QDoubleSpinBox* m_budget = nullptr;
    QListWidget* m_recordings = nullptr;
    QListWidget* m_connections = nullptr;
    QLabel* m_broker;
};

} // namespace eventscope::app
