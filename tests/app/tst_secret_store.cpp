// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "app/secret_store.h"
#include "tests/app/fake_system.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::app;

class TestSecretStore : public QObject {
    Q_OBJECT

private slots:
    void secretsComeBackIntoTheirConfiguration();
    void onlySecretsAreStored();
    void anEmptySecretIsForgotten();
    void connectionsDoNotShareSecrets();
    void withoutAKeyringSecretsStayInMemory();

private:
    const Manifest m_manifest = fakes::fakeManifest();
};

void TestSecretStore::secretsComeBackIntoTheirConfiguration()
{
    MemorySecretStore store;
    const ConnectorConfig full{"shop", {{"url", "fake://h"}, {"password", "pw"}}};
    bool isKept = false;
    keepSecrets(store, m_manifest, full, this, [&](const Result<>& kept) { isKept = kept.has_value(); });
    QVERIFY(isKept);

    ConnectorConfig completed;
    addSecrets(store, m_manifest, {"shop", {{"url", "fake://h"}}}, this,
        [&](const ConnectorConfig& config) { completed = config; });

    QVERIFY(completed == full);
}

void TestSecretStore::onlySecretsAreStored()
{
    MemorySecretStore store;
    const ConnectorConfig config{"shop", {{"user", "ann"}, {"password", "pw"}}};
    keepSecrets(store, m_manifest, config, this, [](const Result<>&) {});

    std::optional<std::string> user;
    store.read(
        secretName("fake", config, "user"), this, [&](const auto& answer) { user = answer.value_or(std::nullopt); });

    QVERIFY(!user);
}

void TestSecretStore::anEmptySecretIsForgotten()
{
    MemorySecretStore store;
    keepSecrets(store, m_manifest, {"shop", {{"password", "pw"}}}, this, [](const Result<>&) {});
    keepSecrets(store, m_manifest, {"shop", {}}, this, [](const Result<>&) {});

    ConnectorConfig completed;
    addSecrets(store, m_manifest, {"shop", {}}, this, [&](const ConnectorConfig& config) { completed = config; });

    QCOMPARE(completed.value("password"), std::string());
}

void TestSecretStore::connectionsDoNotShareSecrets()
{
    QVERIFY(secretName("fake", {"a", {}}, "password") != secretName("fake", {"b", {}}, "password"));
}

void TestSecretStore::withoutAKeyringSecretsStayInMemory()
{
    // No session bus can be reached under this address, so that a keyring of the machine is never touched.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/eventscope-test");
    qunsetenv("DISPLAY");
    const auto store = makeSecretStore();
    bool isKept = false;
    keepSecrets(*store, m_manifest, {"shop", {{"password", "pw"}}}, this,
        [&](const Result<>& kept) { isKept = kept.has_value(); });
    QTRY_VERIFY_WITH_TIMEOUT(isKept, 20'000);

    ConnectorConfig completed;
    addSecrets(*store, m_manifest, {"shop", {}}, this, [&](const ConnectorConfig& config) { completed = config; });

    QTRY_COMPARE_WITH_TIMEOUT(completed.value("password"), std::string("pw"), 20'000);
    QVERIFY(!store->isLasting());
    QVERIFY(store->explanation().contains(QStringLiteral("memory only")));
}

QTEST_MAIN(TestSecretStore)
#include "tst_secret_store.moc"
