// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>
#include <vector>

#include "broker/event/cloud_event.h"
#include "broker/event/cloud_event_attributes.h"
#include "broker/event/json_scan.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using fakes::EventBuilder;
using namespace std::string_literals;

namespace {

std::string printed(const IncomingEvent& event)
{
    std::string text;
    const auto add = [&](const char* name, std::string_view value) {
        if (!value.empty())
            text.append(name).append("=").append(value).append(";");
    };
    add("id", event.id);
    add("source", event.source);
    add("type", event.type);
    add("subject", event.subject);
    add("time", event.eventTime ? toRfc3339(*event.eventTime) : "");
    add("content", event.contentType);
    add("correlation", event.correlation);
    add("causation", event.causation);
    add("trace", event.traceparent);
    add("key", event.key.value_or(""));
    add("sequence", event.sequence ? std::to_string(*event.sequence) : "");
    add("producer", event.producer);
    add("epoch", event.epoch ? std::to_string(*event.epoch) : "");
    text.append("data=").append(event.payload.value_or("(none)"));
    return text;
}

std::string readStructured(std::string_view json)
{
    IncomingEvent event;
    event.contentType = "before";
    event.payload = "untouched";
    TextStore texts;
    std::vector<Header> extensions;
    const bool isRead = readStructuredCloudEvent(json, event, texts, &extensions);
    auto text = printed(event);
    for (const auto& header : extensions)
        text.append(";").append(header.name).append("=").append(header.value.value_or(""));
    return isRead ? text : "no: " + text;
}

std::string readBinary(const std::vector<Header>& headers, CloudEventBinding binding)
{
    IncomingEvent event;
    TextStore texts;
    return readBinaryCloudEvent(headers, binding, event, texts) ? printed(event) : "no: " + printed(event);
}

std::string structured(const IncomingEvent& event)
{
    Names names;
    BatchBuilder builder(names);
    builder.add(event, names.connections.intern("my nats"), NoTime);
    auto batch = builder.take();
    batch->numberFrom(Position(9));
    std::string json;
    appendStructuredCloudEvent(json, EventView(*batch, 0), names);
    return json;
}

std::string contentOf(std::string_view contentType, std::optional<std::string_view> payload)
{
    IncomingEvent event;
    event.contentType = contentType;
    event.payload = payload;
    const auto json = structured(event);
    const auto at = json.find(",\"channel\"") != std::string::npos ? 0 : json.find("\"my nats\"") + 9;
    return isValidJson(json) ? json.substr(at) : "not JSON: " + json;
}

const std::string Required = R"("specversion":"1.0","id":"i","source":"/s","type":"t")";

} // namespace

class TestCloudEvent : public QObject {
    Q_OBJECT

private slots:
    void whatIsNoCloudEventLeavesTheEventAlone_data();
    void whatIsNoCloudEventLeavesTheEventAlone();
    void structuredFormsAreRead_data();
    void structuredFormsAreRead();
    void aMissingHeaderLeavesTheEventAlone();
    void binaryHeadersAreRead();
    void theDeliveryEnvelopeIsStrongerThanExtensions();
    void mediaTypesAreTold_data();
    void mediaTypesAreTold();
    void everyMemberIsWritten();
    void whatIsMissingIsMadeOfCoordinates();
    void contentIsWrittenSoThatItComesBack_data();
    void contentIsWrittenSoThatItComesBack();
    void binaryHeadersComeBack_data();
    void binaryHeadersComeBack();
    void anEventWithoutAttributesHasNoHeaders();
    void percentEscapes_data();
    void percentEscapes();
};

void TestCloudEvent::whatIsNoCloudEventLeavesTheEventAlone_data()
{
    QTest::addColumn<std::string>("json");
    QTest::newRow("nothing") << ""s;
    QTest::newRow("no type") << R"({"specversion":"1.0","id":"i","source":"/s","data":1})"s;
    QTest::newRow("an empty id") << R"({"specversion":"1.0","id":"","source":"/s","type":"t"})"s;
    QTest::newRow("an id that is a number") << R"({"specversion":"1.0","id":5,"source":"/s","type":"t"})"s;
    QTest::newRow("no specversion") << R"({"id":"i","source":"/s","type":"t","x":"specversion"})"s;
    QTest::newRow("an array") << R"([{"specversion":"1.0","id":"i","source":"/s","type":"t"}])"s;
    QTest::newRow("cut") << "{" + Required + R"(,"data":{"a":1})";
    QTest::newRow("text behind it") << "{" + Required + "} x";
    QTest::newRow("both data and data_base64") << "{" + Required + R"(,"data":1,"data_base64":"YQ=="})";
    QTest::newRow("data_base64 is not base64") << "{" + Required + R"(,"data_base64":"a"})";
    QTest::newRow("data_base64 is a number") << "{" + Required + R"(,"data_base64":1})";
}

void TestCloudEvent::whatIsNoCloudEventLeavesTheEventAlone()
{
    QFETCH(const std::string, json);

    QCOMPARE(readStructured(json), "no: content=before;data=untouched"s);
}

void TestCloudEvent::structuredFormsAreRead_data()
{
    QTest::addColumn<std::string>("members");
    QTest::addColumn<std::string>("seen");
    const auto row = [](const char* situation, std::string members, const std::string& seen) {
        QTest::newRow(situation) << std::move(members) << "id=i;source=/s;type=t;" + seen;
    };
    row("no data", "", "data=(none)");
    row("data null", R"(,"data":null)", "content=application/json;data=(none)");
    row("JSON data", R"(,"data": {"a" : 1} )", R"(content=application/json;data={"a" : 1})");
    row("a JSON string", R"(,"data":"x\n")", R"(content=application/json;data="x\n")");
    row("a JSON string that is declared", R"(,"datacontenttype":"Application/Foo+JSON; a=b","data":"x")",
        R"(content=Application/Foo+JSON; a=b;data="x")");
    row("text", R"(,"datacontenttype":"text/xml","data":"<a>\n")", "content=text/xml;data=<a>\n");
    row("binary", R"(,"datacontenttype":"image/png","data_base64":"aGk=")", "content=image/png;data=hi");
    row("empty binary", R"(,"data_base64":"")", "data=");
    row("every attribute",
        R"(,"subject":"u","time":"2026-03-01T12:00:00+01:00","correlationid":"c","causationid":"d","traceparent":"00-1","partitionkey":"k","sequence":"0012","producer":"p","epoch":3)",
        "subject=u;time=2026-03-01T11:00:00.000000000Z;correlation=c;causation=d;trace=00-1;key=k;sequence=12;producer="
        "p;epoch=3;data=(none)");
    row("a time that is none", R"(,"time":"noon")", "data=(none)");
    row("a sequence that is no number", R"(,"sequence":"a1")", "data=(none)");
    row("further extensions", R"(,"tenant":"x","retries":3,"last":true,"gone":null)",
        "data=(none);ce_tenant=x;ce_retries=3;ce_last=true");
}

void TestCloudEvent::structuredFormsAreRead()
{
    QFETCH(const std::string, members);
    QFETCH(const std::string, seen);

    QCOMPARE(readStructured("{" + Required + members + "}"), seen);
}

void TestCloudEvent::aMissingHeaderLeavesTheEventAlone()
{
    const std::vector<Header> headers{{"ce_id", "i"}, {"ce_source", "/s"}, {"ce_specversion", "1.0"},
        {"ce_type", std::nullopt}, {"content-type", "text/plain"}};

    QCOMPARE(readBinary(headers, CloudEventBinding::Kafka), "no: data=(none)"s);
    QCOMPARE(readBinary(headers, CloudEventBinding::Nats), "no: data=(none)"s);
}

void TestCloudEvent::binaryHeadersAreRead()
{
    const std::vector<Header> kafka{{"ce_id", "i%20"}, {"ce_source", "/s"}, {"ce_type", "t"}, {"ce_specversion", "1.0"},
        {"ce_foo", "x"}, {"content-type", "text/plain"}};
    const std::vector<Header> nats{{"CE-Id", "i%20%C3%A4%"}, {"ce-source", "/s"}, {"ce-type", "t"},
        {"ce-specversion", "1.0"}, {"ce-datacontenttype", "text/xml"}, {"Content-Type", "text/plain"}};

    QCOMPARE(readBinary(kafka, CloudEventBinding::Kafka), "id=i%20;source=/s;type=t;content=text/plain;data=(none)"s);
    QCOMPARE(
        readBinary(nats, CloudEventBinding::Nats), "id=i \xC3\xA4%;source=/s;type=t;content=text/xml;data=(none)"s);
}

void TestCloudEvent::theDeliveryEnvelopeIsStrongerThanExtensions()
{
    IncomingEvent event;
    event.producer = "mine";
    event.epoch = 1;
    event.sequence = 2;
    event.key = "";
    TextStore texts;

    const auto json = "{" + Required + R"(,"producer":"x","epoch":8,"sequence":"9","partitionkey":"k"})";
    QVERIFY(readStructuredCloudEvent(json, event, texts));

    QCOMPARE(printed(event), "id=i;source=/s;type=t;sequence=2;producer=mine;epoch=1;data=(none)"s);
}

void TestCloudEvent::mediaTypesAreTold_data()
{
    QTest::addColumn<std::string>("contentType");
    QTest::addColumn<bool>("isStructured");
    QTest::newRow("nothing") << ""s << false;
    QTest::newRow("JSON") << "application/json"s << false;
    QTest::newRow("a batch") << "application/cloudevents-batch+json"s << false;
    QTest::newRow("another format") << "application/cloudevents+avro"s << false;
    QTest::newRow("structured") << "application/cloudevents+json"s << true;
    QTest::newRow("with parameters") << "Application/CloudEvents+JSON ; charset=utf-8"s << true;
}

void TestCloudEvent::mediaTypesAreTold()
{
    QFETCH(const std::string, contentType);
    QFETCH(const bool, isStructured);

    QCOMPARE(isStructuredCloudEvent(contentType), isStructured);
}

void TestCloudEvent::everyMemberIsWritten()
{
    const std::vector<Header> headers{{"h", "1"}};
    const std::vector<Field> fields{{"nats.reply", std::string_view("r")}, {"nats.Reply", std::string_view("twice")},
        {"id", true}, {"large", std::uint64_t{1} << 40U}, {"small", std::int64_t{-1}}, {"half", 0.5}};
    auto event = EventBuilder::dull();
    event.eventTime = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1));
    event.partition = 1;
    event.offset = 1LL << 40;
    event.sequence = 4;
    event.headers = headers;
    event.fields = fields;

    QCOMPARE(structured(event),
        R"({"specversion":"1.0","id":"a-1","source":"/tests","type":"order.created","time":"2026-03-01T00:00:00.000000000Z",)"
        R"("position":"9","kind":"message","connection":"my nats","channel":"orders","partition":1,"offset":"1099511627776",)"
        R"("sequence":"4","partitionkey":"4711","headers":"[[\"h\",\"1\"]]","natsreply":"r","large":"1099511627776","small":-1,"half":"0.5",)"
        R"("datacontenttype":"application/json","data":{"total":129.9,"currency":"EUR"}})"s);
}

void TestCloudEvent::whatIsMissingIsMadeOfCoordinates()
{
    IncomingEvent event;
    event.channel = "a b/c";
    const auto start = [](const std::string& json) { return json.substr(0, json.find(",\"position\"")); };

    QCOMPARE(start(structured(event)),
        R"({"specversion":"1.0","id":"9","source":"eventscope:my%20nats/a%20b/c","type":"dev.eventscope.message")"s);
    event.producer = "p";
    event.sequence = 3;
    QVERIFY(structured(event).find(R"("id":"p-0-3")") != std::string::npos);
    event.offset = 5;
    QVERIFY(structured(event).find(R"("id":"5")") != std::string::npos);
    event.partition = 2;
    QVERIFY(structured(event).find(R"("id":"2-5")") != std::string::npos);
}

void TestCloudEvent::contentIsWrittenSoThatItComesBack_data()
{
    QTest::addColumn<std::string>("contentType");
    QTest::addColumn<std::string>("payload");
    QTest::addColumn<std::string>("content");
    const auto row = [](const char* situation, std::string contentType, std::string payload, std::string content) {
        QTest::newRow(situation) << std::move(contentType) << std::move(payload) << std::move(content);
    };
    row("broken JSON", "application/json", "{", R"(,"datacontenttype":"application/json","data_base64":"ew=="})");
    row("the literal null", "", "null", R"(,"datacontenttype":"text/plain","data":"null"})");
    row("bytes", "", "\xFF", R"(,"data_base64":"/w=="})");
    row("empty", "", "", R"(,"datacontenttype":"text/plain","data":""})");
    row("text", "text/xml", "<a>\n", R"(,"datacontenttype":"text/xml","data":"<a>\n"})");
    row("JSON under another type", "text/plain", "{}", R"(,"datacontenttype":"text/plain","data":"{}"})");
    row("JSON", "", R"({"a":1})", R"(,"data":{"a":1}})");
}

void TestCloudEvent::contentIsWrittenSoThatItComesBack()
{
    QFETCH(const std::string, contentType);
    QFETCH(const std::string, payload);
    QFETCH(const std::string, content);

    const auto json = contentOf(contentType, payload);

    QCOMPARE(json, content);
    QCOMPARE(
        contentOf(contentType, std::nullopt).find("\"data"), contentType.empty() ? std::string::npos : std::size_t{1});
    QVERIFY(contentOf("", "{\n\r}").ends_with("\"data\":{  }}"));
    const auto read = readStructured("{" + Required + json);
    QVERIFY2(read.ends_with("data=" + payload), read.c_str());
}

void TestCloudEvent::binaryHeadersComeBack_data()
{
    QTest::addColumn<bool>("isNats");
    QTest::newRow("Kafka") << false;
    QTest::newRow("NATS") << true;
}

void TestCloudEvent::binaryHeadersComeBack()
{
    QFETCH(const bool, isNats);
    const auto binding = isNats ? CloudEventBinding::Nats : CloudEventBinding::Kafka;
    auto event = EventBuilder::dull();
    event.subject = "a \"b\" 50%";
    event.producer = "p";
    event.epoch = 0;
    event.sequence = 0;
    TextStore texts;

    const auto headers = binaryCloudEventHeaders(event, binding, texts);

    QCOMPARE(readBinary(headers, binding),
        "id=a-1;source=/tests;type=order.created;subject=a \"b\" 50%;content=application/json;"s
            + (isNats ? "key=4711;" : "") + "sequence=0;producer=p;epoch=0;data=(none)");
}

void TestCloudEvent::anEventWithoutAttributesHasNoHeaders()
{
    IncomingEvent event;
    event.subject = "s";
    TextStore texts;

    QVERIFY(binaryCloudEventHeaders(event, CloudEventBinding::Nats, texts).empty());
}

void TestCloudEvent::percentEscapes_data()
{
    QTest::addColumn<std::string>("encoded");
    QTest::addColumn<std::string>("text");
    QTest::newRow("a lone sign") << "%"s
                                 << "%"s;
    QTest::newRow("cut") << "a%4"s
                         << "a%4"s;
    QTest::newRow("no digits") << "%zz%4z"s
                               << "%zz%4z"s;
    QTest::newRow("either case") << "%c3%A4"s
                                 << "\xC3\xA4"s;
    QTest::newRow("twice") << "%2541"s
                           << "%41"s;
}

void TestCloudEvent::percentEscapes()
{
    QFETCH(const std::string, encoded);
    QFETCH(const std::string, text);

    QCOMPARE(decodePercent(encoded), text);
    std::string again;
    appendPercentEncoded(again, text);
    QCOMPARE(decodePercent(again), text);
}

QTEST_APPLESS_MAIN(TestCloudEvent)
#include "tst_cloud_event.moc"
