// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>

#include "plugins/nats/nats_describer.h"

using namespace eventscope;

namespace {

std::string printed(const SystemDescription& description)
{
    std::string text;
    for (const auto& channel : description.channels) {
        text += channel.name + ":";
        for (const auto& [name, value] : channel.facts)
            text += " " + name + "=" + value + ";";
        text += "\n";
    }
    return text;
}

} // namespace

class TestNatsDescriber : public QObject {
    Q_OBJECT

private slots:
    void subscriptionsOfAllServersAreListedBySubject();
    void answersThatCannotBeReadAreLeftOut();
};

void TestNatsDescriber::subscriptionsOfAllServersAreListedBySubject()
{
    SystemDescription description;

    nats::addConnections(
        {R"({"data":{"connections":[{"cid":5,"name":"worker","subscriptions_list_detail":[
        {"subject":"orders.>","qgroup":"workers"},{"subject":"_INBOX.x.*"}]}]}})",
            R"({"data":{"connections":[{"cid":9,"subscriptions_list_detail":[{"subject":"orders.>","qgroup":"workers"},{"subject":"mail"}]}]}})"},
        description);

    QCOMPARE(printed(description),
        std::string("mail: subscribers=unnamed (client 9);\n"
                    "orders.>: subscribers='worker' (client 5), unnamed (client 9); queue group workers=2 members: "
                    "each message goes to one of them;\n"));
    QCOMPARE(description.system.front().second, std::string("2"));
}

void TestNatsDescriber::answersThatCannotBeReadAreLeftOut()
{
    SystemDescription description;

    nats::addConnections(
        {"", "[]", R"({"data":3})", R"({"data":{"connections":[7,{"subscriptions_list_detail":[{"subject":""}]}]}})"},
        description);

    QVERIFY(description.channels.empty());
}

QTEST_APPLESS_MAIN(TestNatsDescriber)
#include "tst_nats_describer.moc"
