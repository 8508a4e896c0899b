// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include "tests/fakes/verify_result.h"
#include "tests/live/nats/nats_peer.h"
#include "tests/live/nats/nats_server.h"
#include "tests/live/nats/observer.h"

using namespace eventscope;
using namespace eventscope::live;
using namespace std::chrono_literals;

namespace {

constexpr int Deadline = 30'000;

std::string fieldText(const EventView& event, std::string_view name)
{
    const auto found = findField(event.bytes(event->fields), name);
    return found ? std::string(std::get<std::string_view>(*found)) : std::string();
}

} // namespace

class TestNatsAbilitiesLive : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void whatIsPublishedComesBackTheSame();
    void aPayloadThatTheServerRefusesIsToldOnPublishing();
    void publishingWithoutPermissionIsToldOnFlush();
    void theDescriptionListsQueueGroups();
    void theDescriptionSaysWhichPermissionIsMissing();
    void theConnectionTestSaysWhoIsThere();
};

void TestNatsAbilitiesLive::initTestCase()
{
    if (NatsServer::program().isEmpty())
        QSKIP("nats-server is not installed (apt-get install nats-server)");
}

void TestNatsAbilitiesLive::whatIsPublishedComesBackTheSame()
{
    NatsServer server;
    QVERIFY(server.start());
    Observer observer;
    VERIFY_RESULT(observer.start(server.url("orders")));
    QTRY_VERIFY_WITH_TIMEOUT(observer.isUp(), Deadline);
    auto* publisher = observer.connector().publisher();
    VERIFY_RESULT(publisher->open({"live", {{"url", server.url("orders")}}}, 10s));
    IncomingEvent sent;
    sent.id = "7";
    sent.source = "/te st";
    sent.type = "order.created";
    sent.producer = "me";
    sent.epoch = 1;
    sent.sequence = 5;
    sent.payload = "{}";
    const std::vector<Header> headers{{"x-team", "blue"}};
    sent.headers = headers;

    VERIFY_RESULT(publisher->send(sent));
    VERIFY_RESULT(publisher->flush(10s));

    QTRY_COMPARE_WITH_TIMEOUT(observer.count(), std::size_t{1}, Deadline);
    const EventView event(*observer.batches().front(), 0);
    auto& names = observer.sink().names();
    QCOMPARE(std::string(event.id()), std::string("7"));
    QCOMPARE(std::string(names.sources.text(event->source)), std::string("/te st"));
    QCOMPARE(std::string(names.types.text(event->type)), std::string("order.created"));
    QCOMPARE(std::string(names.producers.text(event->producer)), std::string("me"));
    QCOMPARE(event->sequence, std::uint64_t{5});
    QCOMPARE(fieldText(event, "nats.checksum"), std::string("right"));
    QVERIFY(event.headers().find("x-team").has_value());
}

void TestNatsAbilitiesLive::aPayloadThatTheServerRefusesIsToldOnPublishing()
{
    NatsServer server;
    QVERIFY(server.start());
    Observer observer;
    auto* publisher = observer.connector().publisher();
    VERIFY_RESULT(publisher->open({"live", {{"url", server.url("orders")}}}, 10s));
    const std::string large(std::size_t{10} << 20, 'x');
    IncomingEvent sent;
    sent.payload = large;

    const auto result = publisher->send(sent);

    QVERIFY(!result);
    QVERIFY(result.error().fault == Fault::Invalid);
    QVERIFY2(result.error().what.find("10485760") != std::string::npos, result.error().what.c_str());
    QVERIFY2(result.error().what.find("1048576") != std::string::npos, result.error().what.c_str());
    QVERIFY2(result.error().what.find("max_payload") != std::string::npos, result.error().what.c_str());
}

void TestNatsAbilitiesLive::publishingWithoutPermissionIsToldOnFlush()
{
    NatsServer server;
    QVERIFY(server.start(QStringLiteral(
        "authorization { users = [ { user: ann, password: x, permissions: { publish: { deny: \"secret\" } } } ] }\n")));
    Observer observer;
    auto* publisher = observer.connector().publisher();
    VERIFY_RESULT(publisher->open({"live", {{"url", server.url()}, {"user", "ann"}, {"password", "x"}}}, 10s));
    IncomingEvent sent;
    sent.channel = "secret";
    sent.payload = "x";

    VERIFY_RESULT(publisher->send(sent));
    const auto flushed = publisher->flush(10s);

    QVERIFY(!flushed);
    QVERIFY(flushed.error().fault == Fault::Denied);
    QVERIFY2(flushed.error().what.find("publish to 'secret'") != std::string::npos, flushed.error().what.c_str());
    VERIFY_RESULT(publisher->flush(10s));
}

void TestNatsAbilitiesLive::theDescriptionListsQueueGroups()
{
    NatsServer server;
    QVERIFY(server.start());
    NatsPeer worker(server.url());
    worker.joinQueue("work", "workers");
    Observer observer;

    const auto description = observer.connector().describer()->describe({"live", {{"url", server.url()}}}, 10s);

    VERIFY_RESULT(description);
    QCOMPARE(description->channels.size(), std::size_t{1});
    QCOMPARE(description->channels.front().name, std::string("work"));
    QCOMPARE(description->channels.front().facts.back().first, std::string("queue group workers"));
    QVERIFY(description->channels.front().facts.front().second.find("'peer'") != std::string::npos);
    QVERIFY(!description->footprint.empty());
}

void TestNatsAbilitiesLive::theDescriptionSaysWhichPermissionIsMissing()
{
    NatsServer server;
    QVERIFY(server.start(QStringLiteral(
        "authorization { users = [ { user: ann, password: x, permissions: { publish: { deny: \"$SYS.>\" } } } ] }\n")));
    Observer observer;

    const auto description = observer.connector().describer()->describe(
        {"live", {{"url", server.url()}, {"user", "ann"}, {"password", "x"}}}, 10s);

    VERIFY_RESULT(description);
    QVERIFY(description->channels.empty());
    QVERIFY2(description->system.back().second.find("$SYS.REQ.ACCOUNT.PING.CONNZ") != std::string::npos,
        description->system.back().second.c_str());
}

void TestNatsAbilitiesLive::theConnectionTestSaysWhoIsThere()
{
    NatsServer server;
    QVERIFY(server.start(QStringLiteral("server_name: \"demo\"\n")));
    Observer observer;

    const auto text = observer.connector().connectionTest()->test({"live", {{"url", server.url()}}}, 10s);

    VERIFY_RESULT(text);
    QVERIFY2(text->find("\"demo\"") != std::string::npos, text->c_str());
    QVERIFY2(text->find("round trip") != std::string::npos, text->c_str());
    QVERIFY2(text->find("JetStream no") != std::string::npos, text->c_str());
}

QTEST_GUILESS_MAIN(TestNatsAbilitiesLive)
#include "tst_nats_abilities_live.moc"
