// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "broker/event/json_lines.h"
#include "tests/fakes/event_builder.h"
#include "tests/fakes/verify_result.h"

Q_DECLARE_METATYPE(eventscope::FieldValue)

using namespace eventscope;
using fakes::EventBuilder;
using namespace std::string_literals;

namespace {

constexpr WallTime Noon = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12));

/// The line of one event, as position 7 of connection `test`.
std::string lineOf(const IncomingEvent& event)
{
    Names names;
    BatchBuilder builder(names);
    builder.add(event, names.connections.intern("test"), Noon);
    auto batch = builder.take();
    batch->numberFrom(Position(7));
    std::string line;
    appendJsonLine(line, EventView(*batch, 0), names);
    return line;
}

/// What a line becomes when it is read and written again; the error where it cannot be read.
std::string again(std::string_view line)
{
    auto read = parseJsonLine(line);
    if (!read)
        return read.error().what;
    const auto moved = *std::move(read); // everything must survive the move
    Names names;
    BatchBuilder builder(names);
    builder.addAt(moved.position.value_or(Position()), moved.event, names.connections.intern(moved.connection));
    std::string written;
    appendJsonLine(written, EventView(*builder.take(), 0), names);
    return written;
}

std::string payloadPart(std::optional<std::string_view> payload)
{
    IncomingEvent event;
    event.payload = payload;
    const auto line = lineOf(event);
    return line.substr(line.find("\"data"));
}

std::string fieldsPart(const Field& field)
{
    IncomingEvent event;
    event.payload = "";
    event.fields = {&field, 1};
    const auto line = lineOf(event);
    const auto at = line.find("\"fields\"");
    return line.substr(at, line.find(",\"data") - at);
}

} // namespace

class TestJsonLines : public QObject {
    Q_OBJECT

private slots:
    void aBrokenLineIsRefusedByName_data();
    void aBrokenLineIsRefusedByName();
    void everyPrefixOfALineIsRefused();
    void everyKeyStandsInItsPlace();
    void absentThingsHaveNoKey();
    void thePayloadHasExactlyOneKey_data();
    void thePayloadHasExactlyOneKey();
    void fieldsKeepTheirType_data();
    void fieldsKeepTheirType();
    void aGapStandsInTheLineItself();
    void aFieldOfAGapThatIsNoTimeStaysAField();
    void bytesThatAreNotTextAreSafe();
    void aLineComesBackByteIdentical_data();
    void aLineComesBackByteIdentical();
    void keysMayComeInAnyOrder();
    void aMinimalLineIsAMessage();
};

void TestJsonLines::aBrokenLineIsRefusedByName_data()
{
    QTest::addColumn<std::string>("line");
    QTest::addColumn<std::string>("names");
    const auto row = [](const char* situation, std::string line, std::string names) {
        QTest::newRow(situation) << line << names;
    };
    row("nothing", "", "byte 0");
    row("not JSON", "hello", "byte 0");
    row("an array", R"([{"data":1}])", "expected a JSON object");
    row("an empty array", "[]", "expected a JSON object");
    row("text behind the object", R"({"data":1} x)", "byte 11");
    row("unknown key", R"({"data":1,"colour":"red"})", "'colour'");
    row("key of another case", R"({"Data":1})", "'Data'");
    row("key twice", R"({"id":"a","id":"b","data":1})", "'id'");
    row("key twice, once with escapes", R"({"id":"a","\u0069d":"b","data":1})", "'id'");
    row("no payload key", R"({"channel":"a"})", "'data'");
    row("two payload keys", R"({"data":1,"data_text":"1"})", "'data'");
    row("two keys", R"({"key":"a","key_base64":"YQ==","data":1})", "'key'");
    row("unknown kind", R"({"kind":"massage","data":1})", "'kind'");
    row("kind as a number", R"({"kind":1,"data":1})", "'kind'");
    row("position as a text", R"({"position":"1","data":1})", "'position'");
    row("negative position", R"({"position":-1,"data":1})", "'position'");
    row("position with a fraction", R"({"position":1.0,"data":1})", "'position'");
    row("partition beyond 32 bits", R"({"partition":2147483648,"data":1})", "'partition'");
    row("offset beyond 64 bits", R"({"offset":9223372036854775808,"data":1})", "'offset'");
    row("epoch beyond 32 bits", R"({"epoch":4294967296,"data":1})", "'epoch'");
    row("sequence beyond 64 bits", R"({"sequence":18446744073709551616,"data":1})", "'sequence'");
    row("sequence with an exponent", R"({"sequence":1e3,"data":1})", "'sequence'");
    row("channel null", R"({"channel":null,"data":1})", "'channel'");
    row("connection as an object", R"({"connection":{},"data":1})", "'connection'");
    row("time as a number", R"({"time":1,"data":1})", "'time'");
    row("a day that does not exist", R"({"time":"2026-02-30T00:00:00Z","data":1})", "'time'");
    row("observed without a zone", R"({"observed":"2026-02-03T00:00:00","data":1})", "'observed'");
    row("key as a number", R"({"key":1,"data":1})", "'key'");
    row("key not base64", R"({"key_base64":"a","data":1})", "'key_base64'");
    row("data not base64", R"({"data_base64":"YQ"})", "'data_base64'");
    row("base64 with bits too many", R"({"data_base64":"YR=="})", "'data_base64'");
    row("data_text as a number", R"({"data_text":1})", "'data_text'");
    row("data_text null", R"({"data_text":null})", "'data_text'");
    row("headers as an object", R"({"headers":{"a":"b"},"data":1})", "'headers'");
    row("header without a value", R"({"headers":[["a"]],"data":1})", "'headers'");
    row("header with three parts", R"({"headers":[["a","b","c"]],"data":1})", "'headers'");
    row("header value as a number", R"({"headers":[["a",1]],"data":1})", "'headers'");
    row("header value as another object", R"({"headers":[["a",{"base65":""}]],"data":1})", "'headers'");
    row("header value with two members", R"({"headers":[["a",{"base64":"","b":1}]],"data":1})", "'headers'");
    row("header name null", R"({"headers":[[null,"a"]],"data":1})", "'headers'");
    row("fields as an array", R"({"fields":[],"data":1})", "'fields'");
    row("field null", R"({"fields":{"nats.reply":null},"data":1})", "'fields.nats.reply'");
    row("field as an array", R"({"fields":{"a":[1]},"data":1})", "'fields.a'");
    row("field beyond a double", R"({"fields":{"a":1e999},"data":1})", "'fields.a'");
    row("gap key in a message", R"({"kind":"message","reason":"x","data":1})", "'reason'");
    row("gap time that is none", R"({"kind":"gap","from":"yesterday","data_text":""})", "'from'");
    row("gap count negative", R"({"kind":"gap","count":-1,"data_text":""})", "'count'");
    row("gap reason null", R"({"kind":"gap","reason":null,"data_text":""})", "'reason'");
    row("data too deep", R"({"data":)" + std::string(600, '[') + std::string(600, ']') + "}", "byte");
    row("invalid UTF-8", "{\"data_text\":\"\xFF\"}", "byte");
}

void TestJsonLines::aBrokenLineIsRefusedByName()
{
    QFETCH(const std::string, line);
    QFETCH(const std::string, names);

    const auto read = parseJsonLine(line);

    QVERIFY(!read);
    QVERIFY(read.error().fault == Fault::Invalid);
    QVERIFY2(read.error().what.find(names) != std::string::npos, read.error().what.c_str());
}

void TestJsonLines::everyPrefixOfALineIsRefused()
{
    const auto whole = lineOf(EventBuilder::dull());

    for (std::size_t size = 0; size + 1 < whole.size(); ++size)
        QVERIFY(!parseJsonLine(whole.substr(0, size)));
    QVERIFY(parseJsonLine(whole.substr(0, whole.size() - 1)));
}

void TestJsonLines::everyKeyStandsInItsPlace()
{
    const std::vector<Header> headers{{"a", "1"}, {"a", std::nullopt}, {"b", "\xFF"}};
    const std::vector<Field> fields{{"nats.reply", std::string_view("x")}, {"nats.size", std::int64_t{-5}}};
    auto event = EventBuilder::dull();
    event.partition = 3;
    event.offset = 0;
    event.eventTime = Noon + std::chrono::nanoseconds(1);
    event.producer = "shop";
    event.epoch = 0;
    event.sequence = 42;
    event.subject = "4711";
    event.correlation = "c";
    event.causation = "d";
    event.traceparent = "00-ab-cd-01";
    event.headers = headers;
    event.fields = fields;

    QCOMPARE(lineOf(event),
        R"({"position":7,"kind":"message","connection":"test","channel":"orders","partition":3,"offset":0,)"
        R"("time":"2026-03-01T12:00:00.000000001Z","observed":"2026-03-01T12:00:00.000000000Z","producer":"shop","epoch":0,)"
        R"("sequence":42,"key":"4711","id":"a-1","source":"/tests","type":"order.created","subject":"4711",)"
        R"("datacontenttype":"application/json","correlationid":"c","causationid":"d","traceparent":"00-ab-cd-01",)"
        R"("headers":[["a","1"],["a",null],["b",{"base64":"/w=="}]],"fields":{"nats.reply":"x","nats.size":-5},)"
        R"("data":{"total":129.9,"currency":"EUR"}})"
        "\n"s);
}

void TestJsonLines::absentThingsHaveNoKey()
{
    Names names;
    BatchBuilder builder(names);
    builder.add(IncomingEvent{}, ConnectionId(), NoTime);
    std::string line;

    appendJsonLine(line, EventView(*builder.take(), 0), names);

    QCOMPARE(line, "{\"kind\":\"message\",\"data\":null}\n"s);
}

void TestJsonLines::thePayloadHasExactlyOneKey_data()
{
    QTest::addColumn<std::string>("payload");
    QTest::addColumn<std::string>("part");
    const auto row = [](const char* situation, std::string payload, std::string part) {
        QTest::newRow(situation) << payload << part + "}\n";
    };
    row("not UTF-8", "\xFF\x01", R"("data_base64":"/wE=")");
    row("JSON with a stray byte", "{\"a\":\"\xFF\"}", R"("data_base64":"eyJhIjoi/yJ9")");
    row("text", "hello \"you\"\n", R"("data_text":"hello \"you\"\n")");
    row("empty", "", R"("data_text":"")");
    row("the literal null", "null", R"("data_text":"null")");
    row("two lines of JSON", "{\n}", R"("data_text":"{\n}")");
    row("JSON with a carriage return", "[1,\r2]", R"("data_text":"[1,\r2]")");
    row("JSON with a blank behind it", "{} ", R"("data_text":"{} ")");
    row("JSON with a tab before it", "\t1", R"("data_text":"\t1")");
    row("cut JSON", R"({"a":)", R"("data_text":"{\"a\":")");
    row("JSON too deep", std::string(513, '[') + std::string(513, ']'),
        "\"data_text\":\"" + std::string(513, '[') + std::string(513, ']') + "\"");
    row("an object as it stands", R"({ "a" : 1.50 })", R"("data":{ "a" : 1.50 })");
    row("a number as it stands", "1E+2", R"("data":1E+2)");
    row("a string as it stands", R"("a\u0041")", R"("data":"a\u0041")");
}

void TestJsonLines::thePayloadHasExactlyOneKey()
{
    QFETCH(const std::string, payload);
    QFETCH(const std::string, part);

    QCOMPARE(payloadPart(payload), part);
    QCOMPARE(payloadPart(std::nullopt), "\"data\":null}\n"s);
    const auto line = "{" + part;
    const auto read = parseJsonLine(line);
    VERIFY_RESULT(read);
    QVERIFY(read->event.payload.has_value());
    QCOMPARE(std::string(*read->event.payload), payload);
}

void TestJsonLines::fieldsKeepTheirType_data()
{
    QTest::addColumn<FieldValue>("value");
    QTest::addColumn<std::string>("json");
    const auto row = [](const char* situation, FieldValue value, std::string json) {
        QTest::newRow(situation) << value << json;
    };
    row("not a number", std::nan(""), "\"NaN\"");
    row("infinity", -std::numeric_limits<double>::infinity(), "\"-Infinity\"");
    row("bytes", std::string_view("\xFF"), R"({"base64":"/w=="})");
    row("a whole double", 5.0, "5.0");
    row("negative zero", -0.0, "-0.0");
    row("a large double", 1e20, "1e+20");
    row("a double with all its digits", 0.1 + 0.2, "0.30000000000000004");
    row("the smallest double", 5e-324, "5e-324");
    row("the smallest integer", std::numeric_limits<std::int64_t>::min(), "-9223372036854775808");
    row("the largest integer", std::numeric_limits<std::uint64_t>::max(), "18446744073709551615");
    row("true", true, "true");
    row("text that looks like a number", std::string_view("5"), "\"5\"");
}

void TestJsonLines::fieldsKeepTheirType()
{
    QFETCH(const FieldValue, value);
    QFETCH(const std::string, json);

    const auto part = fieldsPart({"a", value});

    QCOMPARE(part, R"("fields":{"a":)" + json + "}");
    const auto line = "{\"kind\":\"message\"," + part + ",\"data_text\":\"\"}\n";
    QCOMPARE(again(line), line);
}

void TestJsonLines::aGapStandsInTheLineItself()
{
    const std::vector<Field> fields{{"from", std::string_view("2026-03-01T12:00:00.000000000Z")},
        {"to", std::string_view("2026-03-01T12:00:01.000000000Z")}, {"reason", std::string_view("The link was down.")},
        {"count", std::uint64_t{12}}, {"nats.servers", std::int64_t{1}}};
    IncomingEvent event;
    event.kind = EventKind::Gap;
    event.fields = fields;
    event.payload = "";

    const auto line = lineOf(event);

    QCOMPARE(line,
        R"({"position":7,"kind":"gap","connection":"test","observed":"2026-03-01T12:00:00.000000000Z",)"
        R"("fields":{"nats.servers":1},"from":"2026-03-01T12:00:00.000000000Z","to":"2026-03-01T12:00:01.000000000Z",)"
        R"("reason":"The link was down.","count":12,"data_text":""})"
        "\n"s);
    QCOMPARE(again(line), line);
}

void TestJsonLines::aFieldOfAGapThatIsNoTimeStaysAField()
{
    const std::vector<Field> fields{{"from", std::string_view("then")}, {"count", std::int64_t{-1}}, {"reason", 1.5}};
    IncomingEvent event;
    event.kind = EventKind::Gap;
    event.fields = fields;

    const auto line = lineOf(event);

    QVERIFY(line.find(R"("fields":{"from":"then","count":-1,"reason":1.5},"data":null)") != std::string::npos);
    QCOMPARE(again(line), line);
}

void TestJsonLines::bytesThatAreNotTextAreSafe()
{
    IncomingEvent event;
    event.channel = "a\xFF\n";
    event.key = "\xFE";
    event.type = std::string_view("\0", 1);
    event.payload = "";

    const auto line = lineOf(event);

    QVERIFY(line.find("\"channel\":\"a\xEF\xBF\xBD\\n\",") != std::string::npos);
    QVERIFY(line.find(R"("key_base64":"/g==",)") != std::string::npos);
    QVERIFY(line.find(R"("type":"\u0000",)") != std::string::npos);
    QCOMPARE(line.find('\n'), line.size() - 1);
    QCOMPARE(again(line), line);
}

void TestJsonLines::aLineComesBackByteIdentical_data()
{
    QTest::addColumn<std::string>("line");
    const auto row = [](const char* situation, std::string line) { QTest::newRow(situation) << line + "\n"; };
    row("an empty key", R"({"kind":"message","key":"","data":null})");
    row("the first and last time",
        R"({"kind":"message","time":"1677-09-21T00:12:43.145224193Z","observed":"2262-04-11T23:47:16.854775807Z","data":1})");
    row("escapes", R"({"kind":"derived","channel":"a\"\\\u0001","headers":[["","\t"]],"data_text":"\u001f"})");
    row("a field of an empty name", R"({"kind":"control","fields":{"":0,"a":false},"data":[]})");
    row("a field twice", R"({"kind":"control","fields":{"a":1,"a":2.0},"data":[]})");
    row("numbers at their limits",
        R"({"position":18446744073709551615,"kind":"delivery","partition":-2147483648,"offset":9223372036854775807,"epoch":4294967294,"sequence":18446744073709551614,"data":0})");
    row("every kind of text",
        "{\"kind\":\"kubernetes\",\"channel\":\"\xC3\xA4\xF0\x9F\x98\x80\xE2\x80\xAE\",\"data\":\"\xE2\x80\xA8\"}");
    row("a tombstone", R"({"position":1,"kind":"injected","connection":"k","channel":"c","key":"1","data":null})");
}

void TestJsonLines::aLineComesBackByteIdentical()
{
    QFETCH(const std::string, line);

    QCOMPARE(again(line), line);
}

void TestJsonLines::keysMayComeInAnyOrder()
{
    QCOMPARE(
        again(
            " { \"data\" : {\"a\" : 1} , \"channel\":\"c\", \"to\":\"2026-03-01T12:00:00Z\", \"kind\":\"gap\" } \r\n"),
        "{\"kind\":\"gap\",\"channel\":\"c\",\"to\":\"2026-03-01T12:00:00Z\",\"data\":{\"a\" : 1}}\n"s);
}

void TestJsonLines::aMinimalLineIsAMessage()
{
    const auto read = parseJsonLine(R"({"data":null})");

    VERIFY_RESULT(read);
    QVERIFY(read->event.kind == EventKind::Message);
    QVERIFY(!read->event.payload && !read->event.key && !read->position && !read->event.observedTime);
}

QTEST_APPLESS_MAIN(TestJsonLines)
#include "tst_json_lines.moc"
