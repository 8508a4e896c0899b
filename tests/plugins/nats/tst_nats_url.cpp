// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>

#include "plugins/nats/nats_url.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;

namespace {

std::string printed(const nats::NatsUrl& url)
{
    auto text = url.servers() + " user=" + url.user + " subjects=";
    for (const auto& subject : url.subjects)
        text += subject + ";";
    return text;
}

} // namespace

class TestNatsUrl : public QObject {
    Q_OBJECT

private slots:
    void aUrlIsReadIntoItsParts_data();
    void aUrlIsReadIntoItsParts();
    void aBrokenUrlIsRefusedWithTheReason_data();
    void aBrokenUrlIsRefusedWithTheReason();
    void aPasswordIsRefusedAndNotRepeated();
    void filesOfOtherProgramsMayHoldAPassword();
};

void TestNatsUrl::aUrlIsReadIntoItsParts_data()
{
    QTest::addColumn<std::string>("url");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* name, const char* url, const char* expected) {
        QTest::newRow(name) << std::string(url) << std::string(expected);
    };
    row("host alone", "nats://demo", "nats://demo:4222 user= subjects=");
    row("subject", "nats://demo:4333/orders.>", "nats://demo:4333 user= subjects=orders.>;");
    row("everything", "nats://127.0.0.1:4222/>", "nats://127.0.0.1:4222 user= subjects=>;");
    row("several", "nats://a,b:4223/orders.*,payments", "nats://a:4222,b:4223 user= subjects=orders.*;payments;");
    row("scheme repeated", "nats://a:1,nats://b:2/x", "nats://a:1,b:2 user= subjects=x;");
    row("user", "nats://ann%40x@demo/orders", "nats://demo:4222 user=ann@x subjects=orders;");
    row("tls", "tls://demo/orders", "tls://demo:4222 user= subjects=orders;");
    row("IPv6", "nats://[::1]:4333/orders", "nats://[::1]:4333 user= subjects=orders;");
    row("context", "nats-context:staging/orders.>", "nats-context:staging user= subjects=orders.>;");
    row("context alone", "nats-context:staging", "nats-context:staging user= subjects=");
}

void TestNatsUrl::aUrlIsReadIntoItsParts()
{
    QFETCH(const std::string, url);
    QFETCH(const std::string, expected);

    const auto parsed = nats::parseNatsUrl(url);

    VERIFY_RESULT(parsed);
    QCOMPARE(printed(*parsed), expected);
}

void TestNatsUrl::aBrokenUrlIsRefusedWithTheReason_data()
{
    QTest::addColumn<std::string>("url");
    QTest::addColumn<std::string>("reason");
    const auto row = [](const char* name, const char* url, const char* reason) {
        QTest::newRow(name) << std::string(url) << std::string(reason);
    };
    row("nothing", "", "expected nats://");
    row("other scheme", "kafka://demo/x", "expected nats://");
    row("no host", "nats:///x", "host");
    row("port zero", "nats://demo:0/x", "port");
    row("port too large", "nats://demo:65536/x", "port");
    row("port no number", "nats://demo:x/x", "port");
    row("bracket open", "nats://[::1/x", "bracket");
    row("blank in host", "nats://de mo/x", "host name");
    row("broken subject", "nats://demo/orders..eu", "orders..eu");
    row("no context", "nats-context:", "name of a nats context");
    row("context out of its folder", "nats-context:../x", "name of a nats context");
}

void TestNatsUrl::aBrokenUrlIsRefusedWithTheReason()
{
    QFETCH(const std::string, url);
    QFETCH(const std::string, reason);

    const auto parsed = nats::parseNatsUrl(url);

    QVERIFY(!parsed);
    QVERIFY(parsed.error().fault == Fault::Invalid);
    QVERIFY2(parsed.error().what.find(reason) != std::string::npos, parsed.error().what.c_str());
}

void TestNatsUrl::aPasswordIsRefusedAndNotRepeated()
{
    const auto parsed = nats::parseNatsUrl("nats://ann:s3cret@demo/orders");

    QVERIFY(!parsed);
    QVERIFY(parsed.error().what.find("password") != std::string::npos);
    QVERIFY(parsed.error().what.find("s3cret") == std::string::npos);
}

void TestNatsUrl::filesOfOtherProgramsMayHoldAPassword()
{
    const auto parsed = nats::parseNatsUrl("nats://ann:s3%2Fcret@demo", nats::Passwords::Accept);

    VERIFY_RESULT(parsed);
    QCOMPARE(parsed->password, std::string("s3/cret"));
    QCOMPARE(parsed->servers(), std::string("nats://demo:4222"));
}

QTEST_APPLESS_MAIN(TestNatsUrl)
#include "tst_nats_url.moc"
