// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "broker/event/delivery_envelope.h"
#include "broker/event/json_bytes.h"
#include "broker/event/message_frames.h"

using namespace eventscope;
using namespace std::string_literals;
using Frames = std::vector<std::string>;
Q_DECLARE_METATYPE(Frames)

namespace {

constexpr WallTime Sent = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12));
const std::string CloudEvent =
    R"({"specversion":"1.0","id":"i","source":"/s","type":"t","colour":"red","data":{"a":1}})";

std::string attributes(const std::string& json) { return "CE\x01" + json; }
std::string envelope(std::string_view payload) { return toFrame({"shop", 2, 5, Sent, crc32c(payload)}); }

std::string nameOf(FrameShape shape)
{
    switch (shape) {
    case FrameShape::Plain:
        return "plain";
    case FrameShape::Envelope:
        return "envelope";
    case FrameShape::StructuredCloudEvent:
        return "structured";
    case FrameShape::BinaryCloudEvent:
        return "binary";
    case FrameShape::Foreign:
        return "foreign";
    }
    return {};
}

/// What the frames are read as: shape, channel, payload, then what else is set.
std::string look(const Frames& frames)
{
    const std::vector<std::string_view> views(frames.begin(), frames.end());
    IncomingEvent event;
    TextStore texts;
    std::vector<Header> headers;
    std::vector<Field> fields;
    auto text = nameOf(readMessageFrames(views, event, texts, headers, fields));
    text.append("|").append(event.channel).append("|").append(event.payload.value_or("(none)"));
    const auto add = [&](const char* name, std::string_view value) {
        if (!value.empty())
            text.append(" ").append(name).append("=").append(value);
    };
    add("producer", event.producer);
    add("epoch", event.epoch ? std::to_string(*event.epoch) : "");
    add("sequence", event.sequence ? std::to_string(*event.sequence) : "");
    add("time", event.eventTime ? toRfc3339(*event.eventTime).substr(0, 19) : "");
    add("id", event.id);
    add("source", event.source);
    add("type", event.type);
    add("content", event.contentType);
    add("key", event.key.value_or(""));
    for (const auto& header : event.headers)
        add(std::string(header.name).c_str(), header.value.value_or("(null)"));
    for (const auto& field : event.fields) {
        if (const auto* const number = std::get_if<std::int64_t>(&field.value))
            add(std::string(field.name).c_str(), std::to_string(*number));
        else
            add(std::string(field.name).c_str(), "true");
    }
    return text;
}

} // namespace

class TestMessageFrames : public QObject {
    Q_OBJECT

private slots:
    void framesAreRecognised_data();
    void framesAreRecognised();
    void whatIsWrittenIsReadBack();
    void aTombstoneIsWrittenAndReadBack();
    void aPlainEventIsTwoFrames();
    void theExampleOfTheDocumentIsAnEnvelope();
};

void TestMessageFrames::framesAreRecognised_data()
{
    QTest::addColumn<Frames>("frames");
    QTest::addColumn<std::string>("seen");
    const auto row = [](const char* situation, const Frames& frames, const std::string& seen) {
        QTest::newRow(situation) << frames << seen;
    };
    row("no frame", {}, "foreign|| zeromq.frames=0");
    row("one empty frame", {""}, "plain|| zeromq.frames=1");
    row("one frame without a blank", {"23.5"}, "plain||23.5 zeromq.frames=1");
    row("one frame of topic and payload", {"weather 23.5 C"}, "plain|weather|23.5 C zeromq.frames=1");
    row("one frame that begins with a blank", {" a b"}, "plain|| a b zeromq.frames=1");
    row("one frame of JSON with blanks", {R"({"a": 1})"}, "plain||{\"a\": 1} zeromq.frames=1");
    row("one frame of binary", {"\x01 b"}, "plain||\x01 b zeromq.frames=1");
    row("one frame not UTF-8", {"\xFF b"}, "plain||\xFF b zeromq.frames=1");
    row("one frame with a topic too long", {std::string(256, 't') + " b"},
        "plain||" + std::string(256, 't') + " b zeromq.frames=1");
    row("one frame with the longest topic", {std::string(255, 't') + " b"},
        "plain|" + std::string(255, 't') + "|b zeromq.frames=1");
    row("one frame of topic and CloudEvent", {"orders " + CloudEvent},
        "structured|orders|{\"a\":1} id=i source=/s type=t content=application/json ce_colour=red zeromq.frames=1");
    row("three frames of which none is known", {"t", "a", "b"}, "foreign|t|ab zeromq.frames=3");
    row("five frames", {"t", envelope(""), attributes("{}"), "", "x"},
        "foreign|t|" + envelope("") + attributes("{}") + "x zeromq.frames=5");
    row("envelope of another version", {"t", "\xF5"s + "EVS\x02" + std::string(40, ' '), "x"},
        "foreign|t|\xF5"s + "EVS\x02" + std::string(40, ' ') + "x zeromq.frames=3");
    row("attributes before the envelope", {"t", attributes("{}"), envelope("x"), "x"},
        "foreign|t|" + attributes("{}") + envelope("x") + "x zeromq.frames=4");
    row("attributes that are not JSON", {"t", attributes("{"), "x"},
        "foreign|t|" + attributes("{") + "x zeromq.frames=3");
    row("attributes that are an array", {"t", attributes("[1]"), "x"},
        "foreign|t|" + attributes("[1]") + "x zeromq.frames=3");
    row("attributes with broken headers", {"t", attributes(R"({"headers":[1]})"), "x"},
        "foreign|t|" + attributes(R"({"headers":[1]})") + "x zeromq.frames=3");
    row("a damaged payload", {"t", envelope("x"), "y"},
        "envelope|t|y producer=shop epoch=2 sequence=5 time=2026-03-01T12:00:00 zeromq.damaged=true");
    row("a CloudEvent without a type", {"t", R"({"specversion":"1.0","id":"i","source":"/s"})"},
        "plain|t|{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\"}");
    row("topic and payload", {"orders", "x"}, "plain|orders|x");
    row("an empty topic", {"", "x"}, "plain||x");
    row("an empty payload", {"orders", ""}, "plain|orders|");
    row("a payload that begins as an envelope", {"t", envelope("")}, "plain|t|" + envelope(""));
    row("envelope", {"t", envelope("x"), "x"},
        "envelope|t|x producer=shop epoch=2 sequence=5 time=2026-03-01T12:00:00");
    row("structured", {"t", CloudEvent},
        "structured|t|{\"a\":1} id=i source=/s type=t content=application/json ce_colour=red");
    row("envelope and structured", {"t", envelope(CloudEvent), CloudEvent},
        "structured|t|{\"a\":1} producer=shop epoch=2 sequence=5 time=2026-03-01T12:00:00 id=i source=/s type=t "
        "content=application/json ce_colour=red");
    row("attributes",
        {"t",
            attributes(
                R"({"specversion":"1.0","id":"\u0069","type":"t","size":5,"partitionkey":"k","none":null,"time":"2026-03-01T00:00:00Z"})"),
            "x"},
        "binary|t|x time=2026-03-01T00:00:00 id=i type=t key=k ce_size=5");
    row("envelope and attributes",
        {"t", envelope("x"), attributes(R"({"id":"i","sequence":"9","headers":[["h",null],["h","1"]]})"), "x"},
        "binary|t|x producer=shop epoch=2 sequence=5 time=2026-03-01T12:00:00 id=i h=(null) h=1");
    row("tombstone", {"t", attributes(R"({"tombstone":true})"), ""}, "binary|t|(none)");
    row("tombstone with a payload", {"t", attributes(R"({"tombstone":true})"), "x"}, "binary|t|x");
}

void TestMessageFrames::framesAreRecognised()
{
    QFETCH(const Frames, frames);
    QFETCH(const std::string, seen);

    QCOMPARE(look(frames), seen);
}

void TestMessageFrames::whatIsWrittenIsReadBack()
{
    const std::vector<Header> headers{{"h", "1"}, {"h", std::nullopt}, {"b", "\xFF"}};
    IncomingEvent event;
    event.channel = "orders";
    event.producer = "shop";
    event.epoch = 1;
    event.sequence = 7;
    event.eventTime = Sent;
    event.key = "\xFE";
    event.id = "a\"1";
    event.source = "/s";
    event.type = "t";
    event.contentType = "text/plain";
    event.headers = headers;
    event.payload = "hello";

    const auto frames = writeMessageFrames(event);

    QCOMPARE(frames.size(), std::size_t{4});
    QCOMPARE(look(frames),
        "binary|orders|hello producer=shop epoch=1 sequence=7 time=2026-03-01T12:00:00 id=a\"1 source=/s type=t content=text/plain key=\xFE h=1 h=(null) b=\xFF"s);
}

void TestMessageFrames::aTombstoneIsWrittenAndReadBack()
{
    IncomingEvent event;
    event.channel = "orders";
    event.key = "4711";

    QCOMPARE(look(writeMessageFrames(event)), "binary|orders|(none) key=4711"s);
}

void TestMessageFrames::aPlainEventIsTwoFrames()
{
    IncomingEvent event;
    event.channel = "orders";
    event.payload = "x";

    QCOMPARE(writeMessageFrames(event), (Frames{"orders", "x"}));
}

void TestMessageFrames::theExampleOfTheDocumentIsAnEnvelope()
{
    std::ifstream file(EVENTSCOPE_SOURCE_DIR "/broker/socket/wire_format.md");
    const std::string document{std::istreambuf_iterator<char>(file), {}};
    const auto begin = document.find("```hex\n");
    QVERIFY(begin != std::string::npos);
    std::string bytes;
    for (auto at = begin + 7; document[at] != '`'; ++at) {
        if (document[at] == ' ' || document[at] == '\n')
            continue;
        bytes.push_back(static_cast<char>(json::hexDigit(document[at]) * 16 + json::hexDigit(document[at + 1])));
        ++at;
    }

    QVERIFY(bytes == toFrame({"shop", 3, 42, Sent, crc32c("hello")}));
}

QTEST_APPLESS_MAIN(TestMessageFrames)
#include "tst_message_frames.moc"
