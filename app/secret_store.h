// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "broker/event/result.h"
#include "broker/plugin/connector_config.h"
#include "broker/plugin/manifest.h"

namespace eventscope::app {

/// Where secrets are kept: by the keyring of the desktop or, without one, in memory until the program ends.
/// Never in a file of ours. Thread: the GUI thread; answers come later, in the same thread, while `context` lives.
class SecretStore : public QObject {
    Q_OBJECT

public:
    /// nullopt: there is no such secret. Errors: Denied (the person or the keyring refused), Unavailable.
    using Answer = std::function<void(const Result<std::optional<std::string>>&)>;
    using Done = std::function<void(const Result<>&)>;

    using QObject::QObject;

    /// Whether a secret outlives the program; what is known so far. A sentence for people says why not.
    [[nodiscard]] virtual bool isLasting() const = 0;
    [[nodiscard]] virtual QString explanation() const = 0;

    virtual void read(const QString& name, QObject* context, Answer answer) = 0;
    virtual void write(const QString& name, const std::string& secret, QObject* context, Done done) = 0;
    virtual void remove(const QString& name) = 0;
};

/// Keeps secrets until it is destroyed; answers at once.
class MemorySecretStore final : public SecretStore {
    Q_OBJECT

public:
    using SecretStore::SecretStore;

    [[nodiscard]] bool isLasting() const override { return false; }
    [[nodiscard]] QString explanation() const override;
    void read(const QString& name, QObject* context, Answer answer) override;
    void write(const QString& name, const std::string& secret, QObject* context, Done done) override;
    void remove(const QString& name) override;

private:
    std::map<QString, std::string> m_secrets;
};

/// The keyring where the program was built with QtKeychain, else the memory.
[[nodiscard]] std::unique_ptr<SecretStore> makeSecretStore();

/// The name of one secret in the store.
[[nodiscard]] QString secretName(const std::string& plugin, const ConnectorConfig& config, const std::string& key);

/// Writes every secret value of a configuration, removes those that are empty. `done` comes once, with the first error.
void keepSecrets(SecretStore& store, const Manifest& manifest, const ConnectorConfig& config, QObject* context,
    SecretStore::Done done);

/// Completes a configuration with its secrets, where the store has them. `done` comes once; missing secrets stay
/// missing.
void addSecrets(SecretStore& store, const Manifest& manifest, const ConnectorConfig& config, QObject* context,
    std::function<void(ConnectorConfig)> done);

} // namespace eventscope::app
