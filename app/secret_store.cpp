// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secret_store.h"

#include <QPointer>

#include <utility>

#ifdef EVENTSCOPE_HAS_KEYCHAIN
#include "app/keyring_secret_store.h"
#endif

namespace eventscope::app {

QString MemorySecretStore::explanation() const
{
    return tr("There is no keyring here: secrets are kept in memory only and asked for again at the next start.");
}

void MemorySecretStore::read(const QString& name, QObject*, Answer answer)
{
    const auto found = m_secrets.find(name);
    answer(found == m_secrets.end() ? std::nullopt : std::optional(found->second));
}

void MemorySecretStore::write(const QString& name, const std::string& secret, QObject*, Done done)
{
    m_secrets[name] = secret;
    done({});
}

void MemorySecretStore::remove(const QString& name) { m_secrets.erase(name); }

std::unique_ptr<SecretStore> makeSecretStore()
{
#ifdef EVENTSCOPE_HAS_KEYCHAIN
    return std::make_unique<KeyringSecretStore>();
#else
    return std::make_unique<MemorySecretStore>();
#endif
}

QString secretName(const std::string& plugin, const ConnectorConfig& config, const std::string& key)
{
    return QString::fromStdString(plugin + '/' + config.name + '/' + key);
}

void keepSecrets(SecretStore& store, const Manifest& manifest, const ConnectorConfig& config, QObject* context,
    SecretStore::Done done)
{
    struct Progress {
        std::size_t open = 1; // one for this function itself, so that `done` cannot come before all are asked
        Result<> outcome;
        SecretStore::Done done;
    };
    const auto progress = std::make_shared<Progress>(Progress{1, {}, std::move(done)});
    const auto finishOne = [progress](const Result<>& result) {
        if (!result && progress->outcome)
            progress->outcome = result;
        if (--progress->open == 0)
            progress->done(progress->outcome);
    };
    for (const auto& key : manifest.config) {
        if (!key.isSecret)
            continue;
        const auto name = secretName(manifest.id, config, key.key);
        if (const auto secret = config.value(key.key); secret.empty()) {
            store.remove(name);
        } else {
            ++progress->open;
            store.write(name, secret, context, finishOne);
        }
    }
    finishOne({});
}

void addSecrets(SecretStore& store, const Manifest& manifest, const ConnectorConfig& config, QObject* context,
    std::function<void(ConnectorConfig)> done)
{
    struct Progress {
        std::size_t open = 1;
        ConnectorConfig config;
        std::function<void(ConnectorConfig)> done;
    };
    const auto progress = std::make_shared<Progress>(Progress{1, config, std::move(done)});
    const auto finishOne = [progress] {
        if (--progress->open == 0)
            progress->done(std::move(progress->config));
    };
    for (const auto& key : manifest.config) {
        if (!key.isSecret || !config.value(key.key).empty())
            continue;
        ++progress->open;
        store.read(secretName(manifest.id, config, key.key), context,
            [progress, finishOne, name = key.key](const Result<std::optional<std::string>>& secret) {
                if (secret && *secret)
                    progress->config.values[name] = **secret;
                finishOne();
            });
    }
    finishOne();
}

} // namespace eventscope::app
