// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <algorithm>
#include <string>

#include "broker/scenario/scenario_list.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::scenario;

class TestScenario : public QObject {
    Q_OBJECT

private slots:
    void everyCompiledInScenarioCanBeLoaded();
    void theShopHasSixClientsThatKnowEachOther();
    void anUnknownNameIsNotFound();
    void aWrongFileIsRefused_data();
    void aWrongFileIsRefused();
};

void TestScenario::everyCompiledInScenarioCanBeLoaded()
{
    QVERIFY(!scenarioTexts().empty());
    for (const auto text : scenarioTexts())
        VERIFY_RESULT(parseScenario(text));
    QCOMPARE(listScenarios().size(), scenarioTexts().size());
}

void TestScenario::theShopHasSixClientsThatKnowEachOther()
{
    const auto shop = loadScenario("orders");
    VERIFY_RESULT(shop);

    QCOMPARE(shop->clients.size(), std::size_t{6});
    std::vector<std::string> types;
    for (const auto& client : shop->clients) {
        if (client.begins)
            types.push_back(client.begins->publish.type);
        for (const auto& reaction : client.reactions) {
            for (const auto& outcome : reaction.outcomes) {
                if (outcome.publish)
                    types.push_back(outcome.publish->type);
            }
        }
    }
    for (const auto& client : shop->clients) {
        for (const auto& reaction : client.reactions) {
            for (const auto& type : reaction.on)
                QVERIFY2(std::find(types.begin(), types.end(), type) != types.end(),
                    (client.name + " waits for " + type).c_str());
        }
    }
}

void TestScenario::anUnknownNameIsNotFound()
{
    const auto scenario = loadScenario("odrers");

    QVERIFY(!scenario);
    QVERIFY(scenario.error().fault == Fault::NotFound);
    QVERIFY(scenario.error().what.find("orders") != std::string::npos);
}

void TestScenario::aWrongFileIsRefused_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("member");
    const auto row = [](const char* name, const std::string& text, const char* member) {
        QTest::newRow(name) << text << std::string(member);
    };
    const auto withClient = [](const std::string& members) {
        return R"({"name":"n","title":"t","description":"d","clients":[{"name":"c","source":"/c",)" + members + "}]}";
    };
    row("no JSON", "{", "JSON object");
    row("an array", "[]", "JSON object");
    row("no name", R"({"title":"t","description":"d","clients":[{"name":"c","source":"/c"}]})", " name");
    row("no clients", R"({"name":"n","title":"t","description":"d","clients":[]})", " clients");
    row("a client that is no object", R"({"name":"n","title":"t","description":"d","clients":[1]})", "clients[0].name");
    row("a negative seed",
        R"({"name":"n","title":"t","description":"d","seed":-1,"clients":[{"name":"c","source":"/c"}]})", "seed");
    row("reads is a text", withClient(R"("reads":"orders")"), "clients[0].reads");
    row("a rate of nothing", withClient(R"("begins":{"per_second":0,"publish":{"channel":"c","type":"t","data":{}}})"),
        "begins.per_second");
    row("begins without publish", withClient(R"("begins":{})"), "begins.publish");
    row("a reaction to nothing", withClient(R"("reactions":[{"on":[],"outcomes":[{}]}])"), "reactions[0].on");
    row("a reaction without outcome", withClient(R"("reactions":[{"on":["a"]}])"), "reactions[0].outcomes");
    row("a delay the wrong way", withClient(R"("reactions":[{"on":["a"],"after_ms":[9,1],"outcomes":[{}]}])"),
        "after_ms");
    row("a delay of one number", withClient(R"("reactions":[{"on":["a"],"after_ms":5,"outcomes":[{}]}])"), "after_ms");
    row("times as a text", withClient(R"("reactions":[{"on":["a"],"outcomes":[{"times":"2"}]}])"), "outcomes[0].times");
    row("data as a text",
        withClient(R"("reactions":[{"on":["a"],"outcomes":[{"publish":{"channel":"c","type":"t","data":"x"}}]}])"),
        "publish.data");
}

void TestScenario::aWrongFileIsRefused()
{
    QFETCH(const std::string, text);
    QFETCH(const std::string, member);

    const auto scenario = parseScenario(text);

    QVERIFY(!scenario);
    QVERIFY(scenario.error().fault == Fault::Invalid);
    QVERIFY2(scenario.error().what.find(member) != std::string::npos, scenario.error().what.c_str());
}

QTEST_APPLESS_MAIN(TestScenario)
#include "tst_scenario.moc"
