// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connection_book.h"

#include <algorithm>
#include <utility>

#include "inspectors/inspector/text.h"

namespace eventscope::app {

using inspect::toText;

ConnectionBook::ConnectionBook(Session& session, QString file, std::unique_ptr<SecretStore> secrets, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_file(std::move(file))
    , m_secrets(std::move(secrets))
{
    // Called by threads of connectors: the signal goes to this object's thread.
    session.setStateListener([this](ConnectionId, ConnectionState state, const std::optional<Error>& error) {
        QMetaObject::invokeMethod(this, &ConnectionBook::openChanged, Qt::QueuedConnection);
        if (state == ConnectionState::Down && error)
            QMetaObject::invokeMethod(
                this, [this, sentence = toText(error->what)] { tellOnce(sentence); }, Qt::QueuedConnection);
    });
}

ConnectionBook::~ConnectionBook() { m_session.setStateListener({}); }

QString ConnectionBook::load()
{
    auto loaded = loadConnections(m_file);
    if (!loaded)
        return toText(loaded.error().what);
    m_saved = *std::move(loaded);
    return {};
}

const Manifest* ConnectionBook::findManifest(const std::string& plugin) const
{
    const auto* entry = m_session.catalog().findById(plugin);
    return entry == nullptr ? nullptr : &entry->manifest;
}

std::vector<SystemChoice> ConnectionBook::systems()
{
    std::vector<SystemChoice> systems;
    for (const auto& entry : m_session.catalog().entries()) {
        if (!entry.problem.empty())
            continue;
        const auto id = entry.manifest.id;
        systems.push_back({entry.manifest, [this, id] { return m_session.catalog().factory(id); }});
    }
    return systems;
}

void ConnectionBook::open(const std::string& plugin, const ConnectorConfig& config)
{
    if (const auto* manifest = findManifest(plugin))
        emit opening(m_session.names().connections.intern(config.name), *manifest);
    if (const auto opened = m_session.connect(plugin, config); !opened)
        emit failed(toText(opened.error().what));
    emit openChanged();
}

void ConnectionBook::connectTo(const ChosenConnection& chosen)
{
    open(chosen.plugin, chosen.config);
    if (!chosen.isSaved)
        return;
    std::erase_if(m_saved, [&](const SavedConnection& known) { return known.config.name == chosen.config.name; });
    m_saved.insert(m_saved.begin(), {chosen.plugin, withoutSecrets(chosen.config, findManifest(chosen.plugin))});
    store();
    const auto* manifest = findManifest(chosen.plugin);
    if (!chosen.keepsSecrets || manifest == nullptr)
        return;
    keepSecrets(*m_secrets, *manifest, chosen.config, this, [this](const Result<>& kept) {
        if (!kept)
            emit failed(toText(kept.error().what));
    });
}

void ConnectionBook::connectSaved(int index)
{
    if (index < 0 || static_cast<std::size_t>(index) >= m_saved.size())
        return;
    const auto connection = m_saved[static_cast<std::size_t>(index)];
    const auto* manifest = findManifest(connection.plugin);
    if (manifest == nullptr) {
        emit failed(tr("The connection “%1” needs the plugin “%2”, which is not installed.")
                        .arg(toText(connection.config.name), toText(connection.plugin)));
        return;
    }
    addSecrets(*m_secrets, *manifest, connection.config, this,
        [this, plugin = connection.plugin](const ConnectorConfig& config) { open(plugin, config); });
}

void ConnectionBook::tellOnce(const QString& sentence)
{
    if (std::exchange(m_lastTrouble, sentence) != sentence) // it is tried again and again
        emit troubled(sentence);
}

void ConnectionBook::removeSaved(int index)
{
    if (index < 0 || static_cast<std::size_t>(index) >= m_saved.size())
        return;
    m_saved.erase(m_saved.begin() + index);
    store();
}

void ConnectionBook::store()
{
    const auto stored =
        saveConnections(m_saved, m_file, [this](const std::string& plugin) { return findManifest(plugin); });
    if (!stored)
        emit failed(toText(stored.error().what));
    emit savedChanged();
}

} // namespace eventscope::app
