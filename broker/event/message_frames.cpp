// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/message_frames.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "broker/event/cloud_event.h"
#include "broker/event/cloud_event_attributes.h"
#include "broker/event/delivery_envelope.h"
#include "broker/event/json_values.h"
#include "broker/event/utf8.h"

namespace eventscope {
namespace {

// broker/socket/wire_format.md describes both for people who write clients.
constexpr std::string_view AttributesMagic = "CE\x01";
constexpr std::size_t LongestTopic = 255; // of a message that has its topic and its payload in one frame

/// What an attributes frame says.
struct Attributes {
    CloudEventAttributes attributes;
    std::vector<Header> headers;
    bool isTombstone = false;
};

/// Nothing where the frame is not one of attributes.
std::optional<Attributes> readAttributes(std::string_view frame, TextStore& texts)
{
    if (!frame.starts_with(AttributesMagic))
        return std::nullopt;
    Attributes found;
    JsonWalker walker(frame.substr(AttributesMagic.size()));
    while (const auto member = walker.next()) {
        const auto& value = member->value;
        if (walker.kind() != JsonKind::Object)
            return std::nullopt;
        const auto name = jsonText(member->name, texts);
        if (name == "headers") {
            if (!readJsonHeaders(value, found.headers, texts))
                return std::nullopt;
        } else if (name == "tombstone") {
            found.isTombstone = value.kind == JsonKind::True;
        } else if (value.kind != JsonKind::Null) {
            const auto text = jsonBytes(value, texts).value_or(value.raw);
            if (!found.attributes.take(name, text))
                found.headers.push_back({texts.keep("ce_" + std::string(name)), text});
        }
    }
    if (walker.hasFailed() || walker.kind() != JsonKind::Object)
        return std::nullopt;
    return found;
}

std::string_view joined(std::span<const std::string_view> frames, TextStore& texts)
{
    if (frames.empty())
        return {};
    if (frames.size() == 1)
        return frames.front();
    std::string all;
    for (const auto frame : frames)
        all.append(frame);
    return texts.keep(std::move(all));
}

/// Where the topic of a one-frame message ends; 0 where it has none. `topic payload` is how many first programs
/// publish; JSON and binary bytes must not be taken for it.
std::size_t topicSize(std::string_view frame)
{
    const auto blank = frame.substr(0, LongestTopic + 1).find(' ');
    if (blank == std::string_view::npos || blank == 0
        || std::string_view("{[\"").find(frame.front()) != std::string_view::npos)
        return 0;
    const auto topic = frame.substr(0, blank);
    const bool isPrintable = std::none_of(topic.begin(), topic.end(), [](char c) {
        const auto byte = static_cast<std::uint8_t>(c);
        return byte < 0x20 || byte == 0x7F;
    });
    return isPrintable && isValidUtf8(topic) ? blank : 0;
}

void readWhole(
    std::span<const std::string_view> frames, IncomingEvent& event, TextStore& texts, std::vector<Field>& fields)
{
    event.channel = frames.size() > 1 ? frames.front() : std::string_view();
    event.payload = joined(frames.size() > 1 ? frames.subspan(1) : frames, texts);
    fields.push_back({"zeromq.frames", static_cast<std::int64_t>(frames.size())});
}

void applyEnvelope(
    const DeliveryEnvelope& envelope, std::string_view payload, IncomingEvent& event, std::vector<Field>& fields)
{
    event.producer = envelope.producer;
    event.epoch = envelope.epoch;
    event.sequence = envelope.sequence;
    if (envelope.sent != NoTime)
        event.eventTime = envelope.sent;
    if (crc32c(payload) != envelope.payloadCrc32c)
        fields.push_back({"zeromq.damaged", true});
}

FrameShape readPayload(std::string_view payload, IncomingEvent& event, TextStore& texts, std::vector<Header>& headers,
    FrameShape otherwise)
{
    event.payload = payload;
    return readStructuredCloudEvent(payload, event, texts, &headers) ? FrameShape::StructuredCloudEvent : otherwise;
}

FrameShape readFrames(std::span<const std::string_view> frames, IncomingEvent& event, TextStore& texts,
    std::vector<Header>& headers, std::vector<Field>& fields)
{
    if (frames.size() == 1) {
        fields.push_back({"zeromq.frames", std::int64_t{1}});
        const auto topic = topicSize(frames.front());
        event.channel = frames.front().substr(0, topic);
        return readPayload(frames.front().substr(topic == 0 ? 0 : topic + 1), event, texts, headers, FrameShape::Plain);
    }
    if (frames.size() == 2) {
        event.channel = frames.front();
        return readPayload(frames.back(), event, texts, headers, FrameShape::Plain);
    }
    const auto envelope = frames.size() > 2 ? parseEnvelope(frames[1]) : failure(Fault::Invalid, "");
    const bool hasAttributes = frames.size() == (envelope ? 4 : 3);
    auto attributes = hasAttributes ? readAttributes(frames[frames.size() - 2], texts) : std::nullopt;
    if (hasAttributes != attributes.has_value() || (!hasAttributes && !(envelope && frames.size() == 3))) {
        readWhole(frames, event, texts, fields);
        return FrameShape::Foreign;
    }
    const auto payload = frames.back();
    event.channel = frames.front();
    if (envelope)
        applyEnvelope(*envelope, payload, event, fields);
    if (!attributes)
        return readPayload(payload, event, texts, headers, FrameShape::Envelope);
    attributes->attributes.applyTo(event);
    headers = std::move(attributes->headers);
    if (!attributes->isTombstone || !payload.empty())
        event.payload = payload;
    return FrameShape::BinaryCloudEvent;
}

/// `CE`, 1, and a JSON object; empty where there is nothing to say.
std::string attributesFrame(const IncomingEvent& event, bool hasEnvelope)
{
    std::string frame(AttributesMagic);
    const auto start = [&](std::string_view name) { frame.append(",\"").append(name).append("\":"); };
    const auto text = [&](std::string_view name, std::string_view value) {
        if (value.empty())
            return;
        start(name);
        appendJsonString(frame, value);
    };
    frame.append(R"({"specversion":"1.0")");
    const auto emptySize = frame.size();
    text("id", event.id);
    text("source", event.source);
    text("type", event.type);
    text("subject", event.subject);
    if (event.eventTime)
        text("time", toRfc3339(*event.eventTime));
    text("datacontenttype", event.contentType);
    text("correlationid", event.correlation);
    text("causationid", event.causation);
    text("traceparent", event.traceparent);
    if (event.key) {
        start("partitionkey");
        appendJsonBytes(frame, *event.key);
    }
    if (!hasEnvelope) {
        text("producer", event.producer);
        text("epoch", event.epoch ? std::to_string(*event.epoch) : std::string());
        text("sequence", event.sequence ? std::to_string(*event.sequence) : std::string());
    }
    if (!event.headers.empty()) {
        start("headers");
        for (const auto& header : event.headers) {
            frame.push_back(&header == event.headers.data() ? '[' : ',');
            appendJsonHeader(frame, header);
        }
        frame.push_back(']');
    }
    if (!event.payload) {
        start("tombstone");
        frame.append("true");
    }
    if (frame.size() == emptySize)
        return {};
    frame.push_back('}');
    return frame;
}

} // namespace

FrameShape readMessageFrames(std::span<const std::string_view> frames, IncomingEvent& event, TextStore& texts,
    std::vector<Header>& headers, std::vector<Field>& fields)
{
    event = IncomingEvent{};
    headers.clear();
    fields.clear();
    const auto shape = readFrames(frames, event, texts, headers, fields);
    event.headers = headers;
    event.fields = fields;
    return shape;
}

std::vector<std::string> writeMessageFrames(const IncomingEvent& event)
{
    std::vector<std::string> frames;
    const auto payload = event.payload.value_or(std::string_view());
    const bool hasEnvelope = !event.producer.empty() && event.sequence.has_value();
    frames.emplace_back(event.channel);
    if (hasEnvelope)
        frames.push_back(toFrame({event.producer, event.epoch.value_or(0), *event.sequence,
            event.eventTime.value_or(NoTime), crc32c(payload)}));
    if (auto attributes = attributesFrame(event, hasEnvelope); !attributes.empty())
        frames.push_back(std::move(attributes));
    frames.emplace_back(payload);
    return frames;
}

} // namespace eventscope
