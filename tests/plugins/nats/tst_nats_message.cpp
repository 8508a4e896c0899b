// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>
#include <variant>

#include "broker/event/delivery_envelope.h"
#include "plugins/nats/nats_message.h"

using namespace eventscope;

namespace {

std::string printedHeaders(const nats::MessageHeaders& headers)
{
    std::string text = headers.status.empty() ? std::string() : "[" + std::string(headers.status) + "] ";
    for (const auto& header : headers.headers)
        text += std::string(header.name) + "=" + std::string(header.value.value_or("null")) + ";";
    return text;
}

std::string field(const IncomingEvent& event, std::string_view name)
{
    for (const auto& given : event.fields) {
        if (given.name == name)
            return std::string(std::get<std::string_view>(given.value));
    }
    return {};
}

} // namespace

class TestNatsMessage : public QObject {
    Q_OBJECT

private slots:
    void headersAreReadInTheOrderOfTheWire_data();
    void headersAreReadInTheOrderOfTheWire();
    void aBrokenHeaderBlockIsRefused_data();
    void aBrokenHeaderBlockIsRefused();
    void aMessageIsShownAsWhatItIs_data();
    void aMessageIsShownAsWhatItIs();
    void requestAndReplyHaveOneCorrelation();
    void aBinaryCloudEventFillsTheAttributes();
    void aStructuredCloudEventIsUnpacked();
    void anEnvelopeMakesAnIdentity();
    void halfAnEnvelopeMakesNone();
    void aWrongChecksumIsShown();
    void aBurstKeepsItsEventsApart();
};

void TestNatsMessage::headersAreReadInTheOrderOfTheWire_data()
{
    QTest::addColumn<std::string>("block");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* name, const char* block, const char* expected) {
        QTest::newRow(name) << std::string(block) << std::string(expected);
    };
    row("none", "NATS/1.0\r\n\r\n", "");
    row("order and repetition", "NATS/1.0\r\nB: 1\r\nA: 2\r\nB: 3\r\n\r\n", "B=1;A=2;B=3;");
    row("empty value", "NATS/1.0\r\nA:\r\n\r\n", "A=;");
    row("colon in value", "NATS/1.0\r\nA: x:y \r\n\r\n", "A=x:y;");
    row("status", "NATS/1.0 503\r\n\r\n", "[503] ");
    row("status with text", "NATS/1.0 100 Idle Heartbeat\r\nA: 1\r\n\r\n", "[100] A=1;");
}

void TestNatsMessage::headersAreReadInTheOrderOfTheWire()
{
    QFETCH(const std::string, block);
    QFETCH(const std::string, expected);
    nats::MessageHeaders headers;

    QVERIFY(nats::parseHeaderBlock(block, headers));

    QCOMPARE(printedHeaders(headers), expected);
}

void TestNatsMessage::aBrokenHeaderBlockIsRefused_data()
{
    QTest::addColumn<std::string>("block");
    const auto row = [](const char* name, const char* block) { QTest::newRow(name) << std::string(block); };
    row("empty", "");
    row("other protocol", "HTTP/1.1\r\n\r\n");
    row("cut off in the first line", "NATS/1.0");
    row("no end", "NATS/1.0\r\nA: 1\r\n");
    row("cut off in a line", "NATS/1.0\r\nA: 1");
    row("no colon", "NATS/1.0\r\nA\r\n\r\n");
    row("no name", "NATS/1.0\r\n: 1\r\n\r\n");
}

void TestNatsMessage::aBrokenHeaderBlockIsRefused()
{
    QFETCH(const std::string, block);
    nats::MessageHeaders headers;

    QVERIFY(!nats::parseHeaderBlock(block, headers));
    QVERIFY(headers.headers.empty());
}

void TestNatsMessage::aMessageIsShownAsWhatItIs_data()
{
    QTest::addColumn<std::string>("subject");
    QTest::addColumn<std::string>("reply");
    QTest::addColumn<std::string>("role");
    QTest::addColumn<std::string>("kind");
    const auto row = [](const char* name, const char* subject, const char* reply, const char* role, const char* kind) {
        QTest::newRow(name) << std::string(subject) << std::string(reply) << std::string(role) << std::string(kind);
    };
    row("publish", "orders", "", "publish", "message");
    row("request", "orders", "_INBOX.a.1", "request", "message");
    row("reply", "_INBOX.a.1", "", "reply", "message");
    row("delivery", "orders", "$JS.ACK.S.C.1.2.3.4.0", "delivery", "delivery");
    row("acknowledgement", "$JS.ACK.S.C.1.2.3.4.0", "", "publish", "acknowledgement");
    row("API call", "$JS.API.STREAM.LIST", "_INBOX.a.1", "request", "control");
    row("system", "$SYS.SERVER.x.STATSZ", "", "publish", "control");
}

void TestNatsMessage::aMessageIsShownAsWhatItIs()
{
    QFETCH(const std::string, subject);
    QFETCH(const std::string, reply);
    QFETCH(const std::string, role);
    QFETCH(const std::string, kind);
    nats::MessageReader reader;

    reader.add({.subject = subject, .reply = reply, .payload = {}, .subscription = ">"}, {});

    const auto& event = reader.events().front();
    QCOMPARE(field(event, "nats.role"), role);
    QCOMPARE(field(event, "nats.reply"), reply);
    QCOMPARE(field(event, "nats.subscription"), std::string(">"));
    QCOMPARE(std::string(toText(event.kind)), kind);
    QVERIFY(event.payload.has_value());
}

void TestNatsMessage::requestAndReplyHaveOneCorrelation()
{
    nats::MessageReader reader;

    reader.add({.subject = "price", .reply = "_INBOX.a.1", .payload = "?", .subscription = ">"}, {});
    reader.add({.subject = "_INBOX.a.1", .reply = {}, .payload = "12", .subscription = "_INBOX.>"}, {});

    QCOMPARE(std::string(reader.events()[0].correlation), std::string("_INBOX.a.1"));
    QCOMPARE(reader.events()[0].correlation, reader.events()[1].correlation);
}

void TestNatsMessage::aBinaryCloudEventFillsTheAttributes()
{
    nats::MessageReader reader;
    const nats::MessageHeaders headers{{{"CE-Id", "7"}, {"ce-source", "/a%20b"}, {"ce-type", "t"},
                                           {"ce-specversion", "1.0"}, {"ce-correlationid", "c"}},
        {}};

    reader.add({.subject = "orders", .reply = "_INBOX.x", .payload = "{}", .subscription = "orders"}, headers);

    const auto& event = reader.events().front();
    QCOMPARE(std::string(event.id), std::string("7"));
    QCOMPARE(std::string(event.source), std::string("/a b"));
    QCOMPARE(std::string(event.type), std::string("t"));
    QCOMPARE(std::string(event.correlation), std::string("c"));
    QCOMPARE(event.headers.size(), std::size_t{5});
}

void TestNatsMessage::aStructuredCloudEventIsUnpacked()
{
    nats::MessageReader reader;
    const std::string json = R"({"specversion":"1.0","id":"7","source":"/a","type":"t","data":{"x":1}})";

    reader.add({.subject = "orders", .reply = {}, .payload = json, .subscription = "orders"}, {});
    reader.add({.subject = "orders", .reply = {}, .payload = json, .subscription = "orders"},
        {{{"Content-Type", "application/cloudevents+json; charset=utf-8"}}, {}});

    for (const auto& event : reader.events()) {
        QCOMPARE(std::string(event.id), std::string("7"));
        QCOMPARE(std::string(event.payload.value_or("")), std::string(R"({"x":1})"));
    }
}

void TestNatsMessage::anEnvelopeMakesAnIdentity()
{
    nats::MessageReader reader;
    const auto sum = QByteArray::number(crc32c("hi"), 16).toStdString();
    const nats::MessageHeaders headers{{{"Es-Producer", "p"}, {"Es-Epoch", "2"}, {"Es-Sequence", "9"},
                                           {"Es-Sent", "2026-03-01T12:00:00Z"}, {"Es-Crc32c", sum}},
        {}};

    reader.add({.subject = "orders", .reply = {}, .payload = "hi", .subscription = "orders"}, headers);

    const auto& event = reader.events().front();
    QCOMPARE(std::string(event.producer), std::string("p"));
    QCOMPARE(event.epoch.value_or(0), 2U);
    QCOMPARE(event.sequence.value_or(0), std::uint64_t{9});
    QVERIFY(event.eventTime.has_value());
    QCOMPARE(toRfc3339(*event.eventTime), std::string("2026-03-01T12:00:00.000000000Z"));
    QCOMPARE(field(event, "nats.checksum"), std::string("right"));
}

void TestNatsMessage::halfAnEnvelopeMakesNone()
{
    nats::MessageReader reader;

    reader.add({.subject = "orders", .reply = {}, .payload = {}, .subscription = "orders"},
        {{{"Es-Producer", "p"}, {"Es-Sequence", "x"}, {"Es-Epoch", "1"}}, {}});

    QVERIFY(reader.events().front().producer.empty());
    QVERIFY(!reader.events().front().sequence);
}

void TestNatsMessage::aWrongChecksumIsShown()
{
    nats::MessageReader reader;

    reader.add({.subject = "orders", .reply = {}, .payload = "hi", .subscription = "orders"},
        {{{"Es-Crc32c", "00000001"}}, {}});

    QCOMPARE(field(reader.events().front(), "nats.checksum"), std::string("wrong"));
}

void TestNatsMessage::aBurstKeepsItsEventsApart()
{
    nats::MessageReader reader;
    std::vector<std::string> names;
    for (std::size_t at = 0; at < nats::MessageReader::MaxBurst; ++at)
        names.push_back("n" + std::to_string(at));

    for (const auto& name : names)
        reader.add({.subject = name, .reply = {}, .payload = name, .subscription = "*"}, {{{name, name}}, {}});

    QVERIFY(reader.isFull());
    for (std::size_t at = 0; at < names.size(); ++at) {
        const auto& event = reader.events()[at];
        QCOMPARE(std::string(event.channel), names[at]);
        QCOMPARE(std::string(event.headers.front().name), names[at]);
    }
    reader.clear();
    QVERIFY(reader.events().empty());
}

QTEST_APPLESS_MAIN(TestNatsMessage)
#include "tst_nats_message.moc"
