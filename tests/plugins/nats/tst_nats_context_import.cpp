// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <string>

#include "plugins/nats/nats_context_import.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;

namespace {

std::string printed(const ForeignConnection& connection)
{
    std::string text;
    for (const auto& [key, value] : connection.config.values)
        text += key + "=" + value + " ";
    return text + "warnings=" + std::to_string(connection.warnings.size());
}

} // namespace

class TestNatsContextImport : public QObject {
    Q_OBJECT

private slots:
    void aContextIsReadIntoOurKeys_data();
    void aContextIsReadIntoOurKeys();
    void whatIsNotSupportedIsSaid();
    void aBrokenContextIsListedWithTheReason();
    void aFolderThatIsNotThereHasNoContexts();
};

void TestNatsContextImport::aContextIsReadIntoOurKeys_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* name, const char* json, const char* expected) {
        QTest::newRow(name) << std::string(json) << std::string(expected);
    };
    row("empty", "{}", "url=nats://127.0.0.1:4222 warnings=0");
    row("as the nats command writes it",
        R"({"description":"d","url":"nats://a:4222,nats://b:4222","token":"","user":"","password":"",
        "creds":"/c.creds","nkey":"","cert":"","key":"","ca":"/ca.pem","nsc":"","jetstream_domain":"","jetstream_api_prefix":"",
        "jetstream_event_prefix":"","inbox_prefix":"","user_jwt":"","color_scheme":"","tls_first":false})",
        "creds_file=/c.creds tls_ca=/ca.pem url=nats://a:4222,b:4222 warnings=0");
    row("without scheme", R"({"url":"demo:4333"})", "url=nats://demo:4333 warnings=0");
    row("password in the URL", R"({"url":"nats://ann:x@demo"})", "password=x url=nats://demo:4222 user=ann warnings=1");
    row("token", R"({"url":"tls://demo","token":"t"})", "token=t url=tls://demo:4222 warnings=1");
    row("client certificate", R"({"cert":"/c.pem","key":"/k.pem","nkey":"/n.nk"})",
        "nkey_seed_file=/n.nk tls_cert=/c.pem tls_key=/k.pem url=nats://127.0.0.1:4222 warnings=0");
}

void TestNatsContextImport::aContextIsReadIntoOurKeys()
{
    QFETCH(const std::string, json);
    QFETCH(const std::string, expected);

    const auto context = nats::parseContext("c", json);

    VERIFY_RESULT(context);
    QCOMPARE(printed(*context), expected);
}

void TestNatsContextImport::whatIsNotSupportedIsSaid()
{
    const auto context = nats::parseContext("c", R"({"nsc":"nsc://o/a/u","tls_first":true,"something_new":"x"})");

    VERIFY_RESULT(context);
    QCOMPARE(context->warnings.size(), std::size_t{3});
    QVERIFY(context->warnings[0].find("nsc") != std::string::npos);
    QVERIFY(context->warnings[1].find("something_new") != std::string::npos);
    QVERIFY(context->warnings[2].find("TLS before") != std::string::npos);
}

void TestNatsContextImport::aBrokenContextIsListedWithTheReason()
{
    const QTemporaryDir folder;
    for (const auto& [name, text] :
        {std::pair{"broken.json", "{"}, std::pair{"good.json", "{}"}, std::pair{"notes.txt", "x"}}) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    const auto contexts = nats::listContexts(folder.path().toStdString());

    QCOMPARE(contexts.size(), std::size_t{2});
    QCOMPARE(contexts[0].config.name, std::string("broken"));
    QVERIFY(contexts[0].config.values.empty());
    QCOMPARE(contexts[0].warnings.size(), std::size_t{1});
    QCOMPARE(contexts[1].config.name, std::string("good"));
    QVERIFY(contexts[1].from.ends_with("good.json"));
}

void TestNatsContextImport::aFolderThatIsNotThereHasNoContexts()
{
    QVERIFY(nats::listContexts("/nowhere/at/all").empty());
}

QTEST_APPLESS_MAIN(TestNatsContextImport)
#include "tst_nats_context_import.moc"
