// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/connection_trial.h"
#include "broker/plugin/connector_factory.h"
#include "broker/plugin/manifest.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QProgressBar;
class QPushButton;
class QScrollArea;

namespace eventscope::app {

class ConnectionForm;

/// One system that can be connected to. The code of its plugin is loaded when it is needed, not before.
struct SystemChoice {
    Manifest manifest;
    std::function<Result<const ConnectorFactory*>()> factory;
};

/// What was filled in.
struct ChosenConnection {
    std::string plugin;
    ConnectorConfig config;
    bool isSaved = true; ///< offer it again on the start page
    bool keepsSecrets = false; ///< write its secrets into the secret store
};

/// Asks for a connection: choose the system, fill in its form (or paste a URL, or import), try it, connect.
/// Thread: the GUI thread.
class ConnectionDialog final : public QDialog {
    Q_OBJECT

public:
    struct Options {
        std::vector<SystemChoice> systems;
        const Context& context; ///< outlives the dialog: the session owns it
        QString secretsExplanation; ///< of the secret store: where secrets are kept
        bool canKeepSecrets = false; ///< whether they outlive the program
    };

    explicit ConnectionDialog(Options options, QWidget* parent = nullptr);
    ~ConnectionDialog() override;

    /// Begins with this configuration; false where there is no such system.
    bool setConnection(const std::string& plugin, const ConnectorConfig& config);
    /// Chooses the system by the scheme of the URL and fills the form; the sentence below tells what is wrong with it.
    bool setUrl(const QString& url);
    [[nodiscard]] ChosenConnection choice() const;

private:
    void build();
    void showSystem(int index);
    void checkForm();
    void startTrial();
    void showOutcome(const Result<std::string>& outcome);
    void tell(const QString& sentence, bool isProblem);
    void fillImports();
    [[nodiscard]] const ConnectorFactory* factory(int index);

    Options m_options;
    ConnectionTrial m_trial;
    ConnectionForm* m_form = nullptr; // these are children
    QComboBox* m_system = nullptr;
    QLineEdit* m_url = nullptr;
    QMenu* m_imports = nullptr;
    QScrollArea* m_area = nullptr;
    QPushButton* m_test = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_sentence = nullptr;
    QCheckBox* m_save = nullptr;
    QCheckBox* m_keepSecrets = nullptr;
    QLabel* m_secrets = nullptr;
    QPushButton* m_connect = nullptr;
};

} // namespace eventscope::app
