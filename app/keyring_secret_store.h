// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secret_store.h"

namespace eventscope::app {

/// The keyring of the desktop (Secret Service or KWallet) through QtKeychain, without its unencrypted fallback. What
/// the keyring cannot take is kept in memory. Thread: see SecretStore.
class KeyringSecretStore final : public SecretStore {
    Q_OBJECT

public:
    using SecretStore::SecretStore;

    [[nodiscard]] bool isLasting() const override { return m_problem.isEmpty(); }
    [[nodiscard]] QString explanation() const override;
    void read(const QString& name, QObject* context, Answer answer) override;
    void write(const QString& name, const std::string& secret, QObject* context, Done done) override;
    void remove(const QString& name) override;

private:
    QString m_problem; // why the keyring did not work when it was last asked
    MemorySecretStore m_memory;
};

} // namespace eventscope::app
