// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keyring_secret_store.h"

#include <QPointer>
#include <qt6keychain/keychain.h>

#include <utility>

namespace eventscope::app {
namespace {

const auto Service = QStringLiteral("eventscope");

/// Jobs delete themselves when they are finished.
template <class KeychainJob> KeychainJob* makeJob(const QString& name)
{
    auto* const job = new KeychainJob(Service);
    job->setAutoDelete(true);
    job->setInsecureFallback(false); // never a plain file
    job->setKey(name);
    return job;
}

} // namespace

QString KeyringSecretStore::explanation() const
{
    if (m_problem.isEmpty())
        return tr("Secrets are kept in the keyring of this desktop.");
    return tr("The keyring cannot be used (%1): secrets are kept in memory only and asked for again at the next start.")
        .arg(m_problem);
}

void KeyringSecretStore::read(const QString& name, QObject* context, Answer answer)
{
    auto* const job = makeJob<QKeychain::ReadPasswordJob>(name);
    connect(job, &QKeychain::Job::finished, context,
        [this, self = QPointer<KeyringSecretStore>(this), job, name, context, answer = std::move(answer)] {
            if (!self)
                return;
            if (job->error() == QKeychain::NoError) {
                m_problem.clear();
                answer(std::optional(job->textData().toStdString()));
                return;
            }
            if (job->error() != QKeychain::EntryNotFound)
                m_problem = job->errorString();
            if (job->error() == QKeychain::AccessDeniedByUser || job->error() == QKeychain::AccessDenied)
                answer(failure(Fault::Denied,
                    "The keyring did not hand out a secret: " + job->errorString().toStdString()
                        + ". Unlock it, or type the secret again."));
            else
                m_memory.read(name, context, answer);
        });
    job->start();
}

void KeyringSecretStore::write(const QString& name, const std::string& secret, QObject* context, Done done)
{
    auto* const job = makeJob<QKeychain::WritePasswordJob>(name);
    job->setTextData(QString::fromStdString(secret));
    connect(job, &QKeychain::Job::finished, context,
        [this, self = QPointer<KeyringSecretStore>(this), job, name, secret, context, done = std::move(done)] {
            if (!self)
                return;
            m_problem = job->error() == QKeychain::NoError ? QString() : job->errorString();
            if (job->error() == QKeychain::NoError) {
                m_memory.remove(name);
                done({});
            } else {
                m_memory.write(name, secret, context, done);
            }
        });
    job->start();
}

void KeyringSecretStore::remove(const QString& name)
{
    m_memory.remove(name);
    makeJob<QKeychain::DeletePasswordJob>(name)->start();
}

} // namespace eventscope::app
