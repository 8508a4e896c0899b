// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/saved_connections.h"
#include "tests/app/fake_system.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::app;

namespace {

constexpr auto Canary = "canary-7f3a9c";

const Manifest* find(const std::string& plugin)
{
    static const auto manifest = fakes::fakeManifest();
    return plugin == manifest.id ? &manifest : nullptr;
}

} // namespace

class TestSavedConnections : public QObject {
    Q_OBJECT

private slots:
    void whatWasSavedIsLoaded();
    void noSecretReachesTheFile_data();
    void noSecretReachesTheFile();
    void addressesSurvive();
    void onlyTheOwnerMayReadThem();
    void aMissingFileIsAnEmptyList();
    void aDamagedFileIsNamedAndLeftAlone_data();
    void aDamagedFileIsNamedAndLeftAlone();

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("deep/connections.json")); }
    [[nodiscard]] QByteArray bytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

void TestSavedConnections::whatWasSavedIsLoaded()
{
    const std::vector<SavedConnection> connections{
        {"fake", {"shöp \"1\"", {{"url", "fake://a:1,fake://b:2"}, {"user", "ann"}}}}, {"fake", {"2", {}}}};

    VERIFY_RESULT(saveConnections(connections, path(), find));
    const auto loaded = loadConnections(path());

    VERIFY_RESULT(loaded);
    QVERIFY(*loaded == connections);
}

void TestSavedConnections::noSecretReachesTheFile_data()
{
    QTest::addColumn<QString>("plugin");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    const auto canary = QString::fromLatin1(Canary);
    QTest::newRow("a secret key") << "fake"
                                  << "password" << canary;
    QTest::newRow("a key of no manifest") << "fake"
                                          << "token" << canary;
    QTest::newRow("a plugin that is gone") << "other"
                                           << "token" << canary;
    QTest::newRow("a password in the URL") << "fake"
                                           << "url" << QStringLiteral("fake://ann:%1@host:4222/x").arg(canary);
    QTest::newRow("a token in the URL") << "fake"
                                        << "url" << QStringLiteral("fake://%1@host").arg(canary);
    QTest::newRow("in the second URL") << "fake"
                                       << "url" << QStringLiteral("fake://a:1,fake://u:%1@b:2").arg(canary);
    QTest::newRow("with an @ in the password") << "fake"
                                               << "url" << QStringLiteral("fake://u:@%1@b:2").arg(canary);
    QTest::newRow("in a URL of a plugin that is gone") << "other"
                                                       << "url" << QStringLiteral("other://%1:x@h").arg(canary);
}

void TestSavedConnections::noSecretReachesTheFile()
{
    QFETCH(const QString, plugin);
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    const std::vector<SavedConnection> connections{
        {plugin.toStdString(), {"shop", {{key.toStdString(), value.toStdString()}}}}};

    VERIFY_RESULT(saveConnections(connections, path(), find));

    QVERIFY(bytes().contains("shop"));
    QVERIFY2(!bytes().contains(Canary), bytes().constData());
}

void TestSavedConnections::addressesSurvive()
{
    const ConnectorConfig config{"shop", {{"url", "fake://ann:pw@host:4222/x@y,fake://[::1]:5"}}};

    const auto kept = withoutSecrets(config, find("fake"));

    QCOMPARE(kept.value("url"), std::string("fake://host:4222/x@y,fake://[::1]:5"));
}

void TestSavedConnections::onlyTheOwnerMayReadThem()
{
    VERIFY_RESULT(saveConnections({}, path(), find));

    QVERIFY(!(QFile::permissions(path()) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
}

void TestSavedConnections::aMissingFileIsAnEmptyList()
{
    const auto loaded = loadConnections(m_folder.filePath(QStringLiteral("none.json")));

    VERIFY_RESULT(loaded);
    QVERIFY(loaded->empty());
}

void TestSavedConnections::aDamagedFileIsNamedAndLeftAlone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray(R"({"version":1,"connections":[{"na)");
    QTest::newRow("an array") << QByteArray("[]");
    QTest::newRow("no list") << QByteArray(R"({"connections":{}})");
    QTest::newRow("no plugin") << QByteArray(R"({"connections":[{"values":{}}]})");
    QTest::newRow("values of another type") << QByteArray(R"({"connections":[{"plugin":"fake","values":[]}]})");
    QTest::newRow("deep") << QByteArray(200'000, '[');
}

void TestSavedConnections::aDamagedFileIsNamedAndLeftAlone()
{
    QFETCH(const QByteArray, text);
    VERIFY_RESULT(saveConnections({}, path(), find));
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    file.close();

    const auto loaded = loadConnections(path());

    QVERIFY(!loaded);
    QCOMPARE(loaded.error().fault, Fault::Corrupt);
    QVERIFY(loaded.error().what.find(path().toStdString()) != std::string::npos);
    QCOMPARE(bytes(), text);
}

QTEST_GUILESS_MAIN(TestSavedConnections)
#include "tst_saved_connections.moc"
