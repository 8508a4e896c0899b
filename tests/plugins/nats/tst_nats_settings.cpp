// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <string>

#include "plugins/nats/nats_options.h"
#include "plugins/nats/nats_settings.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace std::chrono_literals;

namespace {

ConnectorConfig config(std::map<std::string, std::string> values)
{
    values.try_emplace("url", "nats://127.0.0.1:4222/orders.>");
    return {"test", std::move(values)};
}

} // namespace

class TestNatsSettings : public QObject {
    Q_OBJECT

private slots:
    void withoutASubjectThereIsAnAnswerThatSaysHowToAsk();
    void subjectsOfUrlAndKeyAreOneList();
    void aValueThatCannotWorkNamesItsKey_data();
    void aValueThatCannotWorkNamesItsKey();
    void aFileThatCannotBeUsedNamesItsKey_data();
    void aFileThatCannotBeUsedNamesItsKey();
    void aContextFillsInWhatTheConfigLeavesOpen();
    void aContextFileGivesTheLogin();
    void anUnknownContextNamesTheKnownOnes();
};

void TestNatsSettings::withoutASubjectThereIsAnAnswerThatSaysHowToAsk()
{
    const auto asked = nats::readSettings(config({{"url", "nats://demo:4222"}}), nats::Subjects::Required);

    QVERIFY(!asked);
    QVERIFY(asked.error().fault == Fault::Invalid);
    QVERIFY(asked.error().what.find("/>") != std::string::npos);
    VERIFY_RESULT(nats::readSettings(config({{"url", "nats://demo:4222"}}), nats::Subjects::Optional));
}

void TestNatsSettings::subjectsOfUrlAndKeyAreOneList()
{
    const auto settings = nats::readSettings(config({{"subjects", "payments.*, orders.eu"}}), nats::Subjects::Required);

    VERIFY_RESULT(settings);
    const std::vector<std::string> expected{"orders.>", "payments.*"};
    QCOMPARE(settings->subjects, expected);
}

void TestNatsSettings::aValueThatCannotWorkNamesItsKey_data()
{
    QTest::addColumn<std::string>("key");
    QTest::addColumn<std::string>("value");
    const auto row = [](const char* key, const char* value) {
        QTest::addRow("%s %s", key, value) << std::string(key) << std::string(value);
    };
    row("url", "");
    row("url", "nats://");
    row("url", "http://demo/x");
    row("subjects", "orders..eu");
    row("pending_messages", "0");
    row("pending_messages", "many");
    row("pending_bytes", "-1");
    row("include_inbox", "maybe");
    row("include_system", "2");
    row("follow_discovered_servers", "yes");
    row("tls_cert", "alone.pem");
    row("tls_key", "alone.pem");
}

void TestNatsSettings::aValueThatCannotWorkNamesItsKey()
{
    QFETCH(const std::string, key);
    QFETCH(const std::string, value);

    const auto settings = nats::readSettings(config({{key, value}}), nats::Subjects::Required);

    QVERIFY(!settings);
    QVERIFY(settings.error().fault == Fault::Invalid);
    const auto named = key.starts_with("tls_") ? std::string("tls_") : key;
    QVERIFY2(settings.error().what.find(named) != std::string::npos, settings.error().what.c_str());
}

void TestNatsSettings::aFileThatCannotBeUsedNamesItsKey_data()
{
    QTest::addColumn<std::string>("key");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("authority without certificate") << std::string("tls_ca") << QByteArray("nothing");
    QTest::newRow("seed of another kind") << std::string("nkey_seed_file") << QByteArray("SAABCDEF\n");
    QTest::newRow("seed cut off") << std::string("nkey_seed_file") << QByteArray("SUAM\n");
    QTest::newRow("creds without JWT") << std::string("creds_file")
                                       << QByteArray("-----BEGIN USER NKEY SEED-----\nSUAM\n");
    QTest::newRow("creds without seed") << std::string("creds_file")
                                        << QByteArray("-----BEGIN NATS USER JWT-----\neyJ0\n");
    QTest::newRow("empty creds") << std::string("creds_file") << QByteArray();
}

void TestNatsSettings::aFileThatCannotBeUsedNamesItsKey()
{
    QFETCH(const std::string, key);
    QFETCH(const QByteArray, text);
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("given"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();

    for (const auto& given : {path, folder.filePath(QStringLiteral("absent"))}) {
        const auto settings = nats::readSettings(config({{key, given.toStdString()}}), nats::Subjects::Required);
        VERIFY_RESULT(settings);
        const auto options = nats::makeOptions(*settings, settings->endpoints.front(), 1s);
        QVERIFY(!options);
        QVERIFY2(options.error().what.starts_with(key + ": "), options.error().what.c_str());
        QVERIFY2(options.error().what.find(given.toStdString()) != std::string::npos, options.error().what.c_str());
    }
}

void TestNatsSettings::aContextFillsInWhatTheConfigLeavesOpen()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("nats/context")));
    QFile file(folder.filePath(QStringLiteral("nats/context/staging.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"url":"nats://a:4333,nats://b:4334","user":"ann","password":"x"})");
    file.close();
    qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());

    const auto settings = nats::readSettings(
        config({{"url", "nats-context:staging/orders.>"}, {"user", "bob"}}), nats::Subjects::Required);

    VERIFY_RESULT(settings);
    QCOMPARE(settings->endpoints.size(), std::size_t{2});
    QCOMPARE(settings->endpoints[1].text(), std::string("b:4334"));
    QCOMPARE(settings->user, std::string("bob"));
    QCOMPARE(settings->password, std::string("x"));
    QCOMPARE(settings->subjects, std::vector<std::string>{"orders.>"});
}

void TestNatsSettings::aContextFileGivesTheLogin()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("staging.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"url":"nats://a:4333","user":"ann","password":"x"})");
    file.close();

    const auto settings =
        nats::readSettings(config({{"url", "nats://c:4222/orders.>"}, {"config", file.fileName().toStdString()}}),
            nats::Subjects::Required);

    VERIFY_RESULT(settings);
    QCOMPARE(settings->endpoints.size(), std::size_t{1});
    QCOMPARE(settings->endpoints[0].text(), std::string("c:4222"));
    QCOMPARE(settings->user, std::string("ann"));
    QCOMPARE(settings->password, std::string("x"));
    QVERIFY(
        !nats::readSettings(config({{"url", "nats://c/x"}, {"config", "/nowhere.json"}}), nats::Subjects::Required));
}

void TestNatsSettings::anUnknownContextNamesTheKnownOnes()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("nats/context")));
    QFile file(folder.filePath(QStringLiteral("nats/context/staging.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{}");
    file.close();
    qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());

    const auto settings = nats::readSettings(config({{"url", "nats-context:production/x"}}), nats::Subjects::Required);

    QVERIFY(!settings);
    QVERIFY(settings.error().fault == Fault::NotFound);
    QVERIFY2(settings.error().what.find("production") != std::string::npos, settings.error().what.c_str());
    QVERIFY2(settings.error().what.find("staging") != std::string::npos, settings.error().what.c_str());
}

QTEST_APPLESS_MAIN(TestNatsSettings)
#include "tst_nats_settings.moc"
