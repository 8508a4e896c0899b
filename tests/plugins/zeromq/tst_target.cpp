// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <string>

#include "broker/socket/broker_registry.h"
#include "plugins/zeromq/target.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::zeromq;

class TestTarget : public QObject {
    Q_OBJECT

private slots:
    void aUrlNamesItsEndpoints_data();
    void aUrlNamesItsEndpoints();
    void aUrlThatCannotWorkIsRefused_data();
    void aUrlThatCannotWorkIsRefused();
    void theDirectionCanBeFixed();
    void aLimitThatMakesNoSenseIsRefused();
    void theRunningBrokerIsFound();
};

void TestTarget::aUrlNamesItsEndpoints_data()
{
    QTest::addColumn<std::string>("url");
    QTest::addColumn<std::string>("subscribe");
    QTest::addColumn<std::string>("publish");
    QTest::addColumn<std::string>("prefix");
    const std::string none;
    const std::string tcp = "tcp://127.0.0.1:5571";
    QTest::newRow("running broker") << std::string("broker:") << none << none << none;
    QTest::newRow("running broker, prefix") << std::string("broker:orders.") << none << none << std::string("orders.");
    QTest::newRow("broker") << std::string("broker://127.0.0.1:5571/a.b") << tcp << none << std::string("a.b");
    QTest::newRow("broker both ways") << std::string("broker://127.0.0.1:5571?publish=5570&reliable=5572") << tcp
                                      << std::string("tcp://127.0.0.1:5570") << none;
    QTest::newRow("IPv6") << std::string("broker://[::1]:5571/?publish=5570") << std::string("tcp://[::1]:5571")
                          << std::string("tcp://[::1]:5570") << none;
    QTest::newRow("tcp") << std::string("zmq+tcp://feed.example:9000/") << std::string("tcp://feed.example:9000")
                         << std::string("tcp://feed.example:9000") << none;
    QTest::newRow("escapes") << std::string("zmq+tcp://127.0.0.1:5571/a%2Fb%20c?mode=connect") << tcp << tcp
                             << std::string("a/b c");
    QTest::newRow("ipc") << std::string("zmq+ipc:///run/feed#x.") << std::string("ipc:///run/feed")
                         << std::string("ipc:///run/feed") << std::string("x.");
}

void TestTarget::aUrlNamesItsEndpoints()
{
    QFETCH(const std::string, url);
    QFETCH(const std::string, subscribe);
    QFETCH(const std::string, publish);
    QFETCH(const std::string, prefix);

    const auto target = parseTarget(url);

    VERIFY_RESULT(target);
    QCOMPARE(target->subscribe, subscribe);
    QCOMPARE(target->publish, publish);
    QCOMPARE(target->prefix, prefix);
    QCOMPARE(target->kind == Target::Kind::RunningBroker, subscribe.empty());
}

void TestTarget::aUrlThatCannotWorkIsRefused_data()
{
    QTest::addColumn<std::string>("url");
    QTest::addColumn<std::string>("why");
    QTest::newRow("empty") << std::string() << std::string("broker:");
    QTest::newRow("another scheme") << std::string("nats://127.0.0.1:4222") << std::string("broker:");
    QTest::newRow("no port") << std::string("zmq+tcp://127.0.0.1/x") << std::string("no port");
    QTest::newRow("no host") << std::string("zmq+tcp://:5571") << std::string("no port");
    QTest::newRow("port 0") << std::string("zmq+tcp://127.0.0.1:0") << std::string("'0' is no port");
    QTest::newRow("port of letters") << std::string("broker://127.0.0.1:http/") << std::string("'http' is no port");
    QTest::newRow("port too large") << std::string("broker://127.0.0.1:70000/") << std::string("'70000' is no port");
    QTest::newRow("publish port") << std::string("broker://127.0.0.1:5571?publish=x") << std::string("publish 'x'");
    QTest::newRow("reliable port") << std::string("broker://127.0.0.1:5571?reliable=") << std::string("reliable ''");
    QTest::newRow("user") << std::string("zmq+tcp://me@127.0.0.1:5571/") << std::string("user names");
    QTest::newRow("pull") << std::string("zmq+tcp://127.0.0.1:5571/?socket=pull")
                          << std::string("socket=sub or socket=pub");
    QTest::newRow("bind") << std::string("zmq+tcp://127.0.0.1:5571/?mode=bind") << std::string("mode=connect");
    QTest::newRow("unknown option") << std::string("zmq+tcp://127.0.0.1:5571/?colour=red") << std::string("'colour'");
    QTest::newRow("publish on tcp") << std::string("zmq+tcp://127.0.0.1:5571/?publish=1") << std::string("'publish'");
    QTest::newRow("cut escape") << std::string("broker:a%2") << std::string("percent");
    QTest::newRow("wrong escape") << std::string("broker:a%zz") << std::string("percent");
    QTest::newRow("lone percent") << std::string("broker:%") << std::string("percent");
    QTest::newRow("ipc without a path") << std::string("zmq+ipc:///") << std::string("absolute path");
    QTest::newRow("ipc with a host") << std::string("zmq+ipc://host/run/x") << std::string("absolute path");
    QTest::newRow("ipc too long") << "zmq+ipc:///" + std::string(200, 'x') << std::string("longer than");
}

void TestTarget::aUrlThatCannotWorkIsRefused()
{
    QFETCH(const std::string, url);
    QFETCH(const std::string, why);

    const auto target = parseTarget(url);

    QVERIFY(!target);
    QVERIFY(target.error().fault == Fault::Invalid);
    QVERIFY2(target.error().what.find(why) != std::string::npos, target.error().what.c_str());
}

void TestTarget::theDirectionCanBeFixed()
{
    const auto subscribes = parseTarget("zmq+tcp://127.0.0.1:1/?socket=sub");
    const auto publishes = parseTarget("zmq+ipc:///run/x?socket=pub#t");

    VERIFY_RESULT(subscribes);
    VERIFY_RESULT(publishes);
    QVERIFY(subscribes->role == Target::Role::SubscribeOnly);
    QVERIFY(publishes->role == Target::Role::PublishOnly);
    QCOMPARE(publishes->prefix, std::string("t"));
}

void TestTarget::aLimitThatMakesNoSenseIsRefused()
{
    ConnectorConfig config;
    config.values["url"] = "broker:";
    config.values["max_message_bytes"] = "12 apples";

    const auto settings = parseConfig(config);

    QVERIFY(!settings);
    QVERIFY(settings.error().what.find("max_message_bytes") != std::string::npos);
}

void TestTarget::theRunningBrokerIsFound()
{
    const QTemporaryDir base;
    qputenv("XDG_RUNTIME_DIR", base.path().toUtf8());
    const auto target = parseTarget("broker:orders.");
    VERIFY_RESULT(target);
    const auto before = resolve(*target);
    auto registry = socket::BrokerRegistry::claim();
    VERIFY_RESULT(registry);
    VERIFY_RESULT(registry->announce({"tcp://127.0.0.1:15570", "tcp://127.0.0.1:15571", "", false}));

    const auto found = resolve(*target);

    QVERIFY(!before);
    QVERIFY(before.error().fault == Fault::Unavailable);
    VERIFY_RESULT(found);
    QCOMPARE(found->subscribe, std::string("tcp://127.0.0.1:15571"));
    QCOMPARE(found->publish, std::string("tcp://127.0.0.1:15570"));
    QCOMPARE(found->prefix, std::string("orders."));
}

QTEST_GUILESS_MAIN(TestTarget)
#include "tst_target.moc"
