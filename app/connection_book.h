// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

#include "app/connection_dialog.h"
#include "app/saved_connections.h"
#include "app/secret_store.h"
#include "app/session.h"

namespace eventscope::app {

/// The connections of the console: those that are saved, those that are open, and the secrets of both.
/// Thread: the GUI thread; states of connectors come in from their own threads.
class ConnectionBook final : public QObject {
    Q_OBJECT

public:
    /// `file` holds the saved connections; the session outlives the book.
    ConnectionBook(Session& session, QString file, std::unique_ptr<SecretStore> secrets, QObject* parent = nullptr);
    ~ConnectionBook() override;

    /// Reads the file; a sentence for people where that is not possible, empty otherwise.
    [[nodiscard]] QString load();
    [[nodiscard]] const std::vector<SavedConnection>& saved() const { return m_saved; }
    [[nodiscard]] const SecretStore& secrets() const { return *m_secrets; }
    /// Every connector plugin, for the dialog.
    [[nodiscard]] std::vector<SystemChoice> systems();

    /// Connects, and keeps it where that was chosen.
    void connectTo(const ChosenConnection& chosen);
    /// By its place in saved(); secrets come out of the store.
    void connectSaved(int index);
    void removeSaved(int index);
    /// Connects without keeping it.
    void connectOnce(const std::string& plugin, const ConnectorConfig& config) { open(plugin, config); }

signals:
    /// The saved ones changed.
    void savedChanged();
    /// A connection is about to be opened, by a plugin with that manifest. Told before its first event.
    void opening(eventscope::ConnectionId connection, const eventscope::Manifest& manifest);
    /// A connection was opened, closed, or is doing differently.
    void openChanged();
    /// Something did not work: a sentence for people.
    void failed(const QString& sentence);
    /// A connection went down: a sentence for people, once as long as it stays the same.
    void troubled(const QString& sentence);

private:
    [[nodiscard]] const Manifest* findManifest(const std::string& plugin) const;
    void open(const std::string& plugin, const ConnectorConfig& config);
    void store();
    void tellOnce(const QString& sentence);

    Session& m_session;
    QString m_file;
    std::unique_ptr<SecretStore> m_secrets;
    std::vector<SavedConnection> m_saved;
    QString m_lastTrouble;
};

} // namespace eventscope::app
