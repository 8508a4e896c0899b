// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>

#include "broker/plugin/manifest.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace std::string_literals;

namespace {

/// A manifest with the three members that each must have, and more.
std::string with(const std::string& members) { return R"({"id":"nats","name":"NATS","version":"1")" + members + "}"; }

} // namespace

class TestManifest : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
    void everyMemberIsRead();
    void whatIsLeftOutHasADefault();
};

void TestManifest::whatIsWrongIsNamed_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("names");
    const auto row = [](const char* situation, const std::string& json, const std::string& names) {
        QTest::newRow(situation) << json << names;
    };
    row("nothing", "", "not JSON");
    row("cut", R"({"id":)", "not JSON");
    row("invalid UTF-8", "{\"id\":\"\xFF\"}", "not JSON");
    row("an array", "[]", "an object");
    row("no id", R"({"name":"NATS","version":"1"})", "id");
    row("an empty name", R"({"id":"nats","name":"","version":"1"})", "name");
    row("version as a number", R"({"id":"nats","name":"NATS","version":1})", "version");
    row("schemes as a text", with(R"(,"schemes":"nats")"), "schemes");
    row("a scheme as a number", with(R"(,"schemes":["nats",1])"), "schemes");
    row("unknown ability", with(R"(,"abilities":["fly"])"), "'fly'");
    row("can_wait as a text", with(R"(,"can_wait":"yes")"), "can_wait");
    row("config as an object", with(R"(,"config":{})"), "config");
    row("a key as a text", with(R"(,"config":["url"])"), "config[0]");
    row("a key without a name", with(R"(,"config":[{"type":"text"}])"), "config[0].key");
    row("a key without a type", with(R"(,"config":[{"key":"a","type":"text"},{"key":"b"}])"), "config[1].type");
    row("a key of an unknown type", with(R"(,"config":[{"key":"a","type":"colour"}])"), "config[0].type");
    row("a choice without choices", with(R"(,"config":[{"key":"a","type":"choice"}])"), "config[0].choices");
    row("required as a number", with(R"(,"config":[{"key":"a","type":"text","required":1}])"), "config[0].required");
    row("default as a number", with(R"(,"config":[{"key":"a","type":"integer","default":1}])"), "config[0].default");
    row("a field as a number", with(R"(,"fields":[1])"), "fields[0]");
    row("a field without a description", with(R"(,"fields":[{"name":"nats.a","type":"text"}])"),
        "fields[0].description");
    row("a field of an unknown type", with(R"(,"fields":[{"name":"nats.a","type":"string","description":"x"}])"),
        "fields[0].type");
    row("a field with the name of another plugin",
        with(R"(,"fields":[{"name":"kafka.a","type":"text","description":"x"}])"), "fields[0].name");
}

void TestManifest::whatIsWrongIsNamed()
{
    QFETCH(const std::string, json);
    QFETCH(const std::string, names);

    const auto manifest = parseManifest(json);

    QVERIFY(!manifest);
    QVERIFY(manifest.error().fault == Fault::Invalid);
    QVERIFY2(manifest.error().what.starts_with("manifest: ") && manifest.error().what.find(names) != std::string::npos,
        manifest.error().what.c_str());
}

void TestManifest::everyMemberIsRead()
{
    const auto manifest =
        parseManifest(with(R"(,"description":"d","schemes":["nats","tls"],"abilities":["publish","test"],
        "channel_separator":".","channel_noun":"subject","can_wait":true,"from_the_future":[1],
        "config":[{"key":"url","label":"Server","description":"x","type":"url","default":"nats://localhost","group":"g","required":true},
                  {"key":"password","type":"text","secret":true},
                  {"key":"mode","type":"choice","choices":["a","b"]}],
        "fields":[{"name":"nats.reply","type":"text","unit":"u","description":"x"}])"));

    VERIFY_RESULT(manifest);
    QVERIFY(manifest->can("publish") && manifest->can("test") && !manifest->can("describe"));
    QVERIFY(manifest->canWait);
    QCOMPARE(manifest->channelSeparator, "."s);
    QCOMPARE(manifest->channelNoun, "subject"s);
    QCOMPARE(manifest->schemes.size(), std::size_t{2});
    const auto* const url = manifest->findKey("url");
    QVERIFY(url != nullptr && url->isRequired && !url->isSecret && url->kind == ConfigKey::Kind::Url);
    QCOMPARE(url->label + url->description + url->fallback + url->group, "Serverxnats://localhostg"s);
    QVERIFY(manifest->findKey("password")->isSecret);
    QCOMPARE(manifest->findKey("password")->label, "password"s);
    QCOMPARE(manifest->findKey("mode")->choices.size(), std::size_t{2});
    QVERIFY(manifest->fields.front() == (FieldDescription{"nats.reply", FieldType::Text, "u", "x", "nats"}));
}

void TestManifest::whatIsLeftOutHasADefault()
{
    const auto manifest = parseManifest(with(""));

    VERIFY_RESULT(manifest);
    QVERIFY(!manifest->canWait && manifest->config.empty() && manifest->fields.empty() && manifest->abilities.empty());
    QCOMPARE(manifest->channelNoun, "channel"s);
    QVERIFY(manifest->findKey("url") == nullptr);
}

QTEST_APPLESS_MAIN(TestManifest)
#include "tst_manifest.moc"
