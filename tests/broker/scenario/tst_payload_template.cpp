// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>

#include "broker/scenario/payload_template.h"

using namespace eventscope::scenario;
using Json = nlohmann::ordered_json;

class TestPayloadTemplate : public QObject {
    Q_OBJECT

private slots:
    void placeholdersAreFilled_data();
    void placeholdersAreFilled();
    void pickedValuesAreFilledToo();
    void theSameSeedGivesTheSame();
};

void TestPayloadTemplate::placeholdersAreFilled_data()
{
    QTest::addColumn<std::string>("form");
    QTest::addColumn<std::string>("filled");
    const auto row = [](const char* name, const char* form, const char* filled) {
        QTest::newRow(name) << std::string(form) << std::string(filled);
    };
    row("nothing to fill", R"({"a":[1,true,null,"x"]})", R"({"a":[1,true,null,"x"]})");
    row("the order", R"({"o":"${order}"})", R"({"o":"4711"})");
    row("a number keeps its type", R"({"t":"${data.total}"})", R"({"t":19.9})");
    row("an object", R"("${data.customer}")", R"({"name":"Ada"})");
    row("a path", R"("${data.customer.name}")", R"("Ada")");
    row("inside a text", R"("Order ${order}: ${data.total} for ${data.customer.name}!")",
        R"("Order 4711: 19.9 for Ada!")");
    row("unknown path", R"(["${data.customer.age}","x${data.nothing}y"])", R"([null,"xy"])");
    row("path through a number", R"("${data.total.x}")", "null");
    row("unknown placeholder", R"("${colour}")", "null");
    row("unknown list", R"(["${pick:none}","${some:none:1:2}"])", R"([null,[]])");
    row("never closed", R"("a ${order")", R"("a ${order")");
    row("one value", R"("${int:7:7}")", "7");
    row("a total", R"({"items":[{"price":7.9,"quantity":2},{"price":0.1}],"total":"${total:items}"})",
        R"({"items":[{"price":7.9,"quantity":2},{"price":0.1}],"total":15.9})");
    row("a total of nothing", R"({"total":"${total:items}"})", R"({"total":null})");
}

void TestPayloadTemplate::placeholdersAreFilled()
{
    QFETCH(const std::string, form);
    QFETCH(const std::string, filled);
    const std::string order = "4711";
    const auto data = Json::parse(R"({"total":19.9,"customer":{"name":"Ada"}})");
    const auto lists = Json::object();
    Dice dice(1);

    QCOMPARE(fillTemplate(Json::parse(form), {order, data, lists, dice}).dump(), filled);
}

void TestPayloadTemplate::pickedValuesAreFilledToo()
{
    const std::string order = "1";
    const auto data = Json::object();
    const auto lists =
        Json::parse(R"({"articles":[{"sku":"a","quantity":"${int:3:3}"},{"sku":"b","quantity":"${int:3:3}"}]})");
    Dice dice(1);

    const auto filled = fillTemplate(Json::parse(R"("${some:articles:2:2}")"), {order, data, lists, dice});

    QCOMPARE(filled.size(), std::size_t{2});
    QCOMPARE(filled[0]["quantity"].get<int>(), 3);
    QVERIFY(filled[0]["sku"] != filled[1]["sku"]);
}

void TestPayloadTemplate::theSameSeedGivesTheSame()
{
    const std::string order = "1";
    const auto nothing = Json::object();
    const auto form = Json::parse(R"(["${hex:12}","${int:1:1000000}"])");
    Dice first(7, "payments/1");
    Dice second(7, "payments/1");
    Dice other(7, "payments/2");

    const auto text = fillTemplate(form, {order, nothing, nothing, first}).dump();

    QCOMPARE(fillTemplate(form, {order, nothing, nothing, second}).dump(), text);
    QVERIFY(fillTemplate(form, {order, nothing, nothing, other}).dump() != text);
}

QTEST_APPLESS_MAIN(TestPayloadTemplate)
#include "tst_payload_template.moc"
