// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>

#include "broker/event/base64.h"
#include "broker/event/cloud_event.h"
#include "broker/event/cloud_event_attributes.h"
#include "broker/event/json_values.h"
#include "broker/event/utf8.h"

namespace eventscope {
namespace {

/// Names that a field of a connector must not take again.
constexpr std::array<std::string_view, 25> TakenNames{"specversion", "id", "source", "type", "subject", "time",
    "datacontenttype", "dataschema", "data", "position", "kind", "connection", "channel", "partition", "offset",
    "observed", "producer", "epoch", "sequence", "partitionkey", "correlationid", "causationid", "traceparent",
    "headers", "tombstone"};

std::string sourceOf(const EventView& event, const Names& names)
{
    std::string source = "eventscope:";
    appendPercentEncoded(source, names.connections.text(event->connection));
    source.push_back('/');
    appendPercentEncoded(source, names.channels.text(event->channel));
    return source;
}

/// Unique within sourceOf: the broker's coordinates, else the envelope's, else our own number.
std::string idOf(const EventView& event, const Names& names)
{
    if (event->offset != Event::NoOffset) {
        const auto offset = std::to_string(event->offset);
        return event->partition == Event::NoPartition ? offset : std::to_string(event->partition) + "-" + offset;
    }
    if (event->producer && event->sequence != Event::NoSequence) {
        const auto epoch = event->epoch == Event::NoEpoch ? 0U : event->epoch;
        return std::string(names.producers.text(event->producer)) + "-" + std::to_string(epoch) + "-"
            + std::to_string(event->sequence);
    }
    return std::to_string(event.position().value());
}

/// A name as CloudEvents allows it: lower-case letters and digits.
std::string extensionName(std::string_view field)
{
    std::string name;
    for (const char c : field) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            name.push_back(c);
        else if (c >= 'A' && c <= 'Z')
            name.push_back(static_cast<char>(c - 'A' + 'a'));
    }
    return name;
}

class AttributeWriter {
public:
    explicit AttributeWriter(std::string& to)
        : m_to(to)
    {
    }

    void text(std::string_view name, std::string_view value)
    {
        if (value.empty())
            return;
        start(name);
        appendJsonString(m_to, value);
    }
    void time(std::string_view name, WallTime time)
    {
        if (time != NoTime)
            text(name, toRfc3339(time));
    }
    /// A CloudEvents Integer has 32 bits; what may be larger is a String.
    void largeNumber(std::string_view name, const std::string& digits) { text(name, digits); }
    void number(std::string_view name, std::int32_t value)
    {
        start(name);
        appendNumber(m_to, value);
    }
    void bytes(std::string_view name, std::string_view value)
    {
        start(name);
        if (isValidUtf8(value)) {
            appendJsonString(m_to, value);
            return;
        }
        m_to.push_back('"');
        appendBase64(m_to, value);
        m_to.push_back('"');
    }
    void field(std::string_view name, const FieldValue& value)
    {
        std::visit(
            [&](const auto& typed) {
                using Value = std::decay_t<decltype(typed)>;
                if constexpr (std::is_same_v<Value, std::string_view>) {
                    bytes(name, typed);
                } else if constexpr (std::is_same_v<Value, bool>) {
                    start(name);
                    m_to.append(typed ? "true" : "false");
                } else {
                    std::string digits;
                    appendNumber(digits, typed);
                    if (const auto small = wholeNumber<std::int32_t>(digits))
                        number(name, *small);
                    else
                        largeNumber(name, digits);
                }
            },
            value);
    }

private:
    void start(std::string_view name) { m_to.append(",\"").append(name).append("\":"); }

    std::string& m_to;
};

void appendFields(AttributeWriter& writer, const EventView& event)
{
    std::vector<std::string> written;
    for (const auto& field : event.fields()) {
        auto name = extensionName(field.name);
        const bool isTaken = std::find(TakenNames.begin(), TakenNames.end(), name) != TakenNames.end()
            || std::find(written.begin(), written.end(), name) != written.end();
        if (name.empty() || isTaken)
            continue;
        writer.field(name, field.value);
        written.push_back(std::move(name));
    }
}

void appendHeaders(AttributeWriter& writer, const EventView& event)
{
    std::string json;
    for (const auto& header : event.headers()) {
        json.push_back(json.empty() ? '[' : ',');
        appendJsonHeader(json, header);
    }
    if (!json.empty())
        writer.text("headers", json + "]");
}

void appendExtensions(AttributeWriter& writer, const EventView& event, const Names& names)
{
    if (event.position())
        writer.largeNumber("position", std::to_string(event.position().value()));
    writer.text("kind", toText(event->kind));
    writer.text("connection", names.connections.text(event->connection));
    writer.text("channel", names.channels.text(event->channel));
    if (event->partition != Event::NoPartition)
        writer.number("partition", event->partition);
    if (event->offset != Event::NoOffset)
        writer.largeNumber("offset", std::to_string(event->offset));
    writer.time("observed", event->observedTime);
    writer.text("producer", names.producers.text(event->producer));
    if (event->epoch != Event::NoEpoch)
        writer.largeNumber("epoch", std::to_string(event->epoch));
    if (event->sequence != Event::NoSequence)
        writer.largeNumber("sequence", std::to_string(event->sequence));
    if (const auto key = event.key())
        writer.bytes("partitionkey", *key);
    writer.text("correlationid", event.correlation());
    writer.text("causationid", event.causation());
    writer.text("traceparent", event.traceparent());
    appendHeaders(writer, event);
    appendFields(writer, event);
}

void appendJsonOnOneLine(std::string& to, std::string_view json)
{
    const auto at = to.size();
    to.append(json);
    // Inside a string these two are always escaped: what stands here is white space.
    std::replace_if(
        to.begin() + static_cast<std::ptrdiff_t>(at), to.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
}

void appendContent(std::string& to, AttributeWriter& writer, std::string_view contentType,
    const std::optional<std::string_view>& payload)
{
    const bool isText = payload && isValidUtf8(*payload);
    const bool isJson = payload && isJsonMediaType(contentType) && *payload != "null" && isValidJson(*payload);
    // Without a media type a string would be read as a JSON string: say that it is text.
    const bool isPlainText = !isJson && isText && contentType.empty();
    writer.text("datacontenttype", isPlainText ? std::string_view("text/plain") : contentType);
    if (!payload)
        return;
    if (isJson) {
        to.append(",\"data\":");
        appendJsonOnOneLine(to, *payload);
    } else if (isText && (isPlainText || !isJsonMediaType(contentType))) {
        to.append(",\"data\":");
        appendJsonString(to, *payload);
    } else {
        to.append(",\"data_base64\":\"");
        appendBase64(to, *payload);
        to.push_back('"');
    }
}

} // namespace

void appendStructuredCloudEvent(std::string& to, const EventView& event, const Names& names)
{
    AttributeWriter writer(to);
    const auto source = names.sources.text(event->source);
    const auto type = names.types.text(event->type);
    to.append("{\"specversion\":\"1.0\"");
    writer.text("id", event.id().empty() ? idOf(event, names) : std::string(event.id()));
    writer.text("source", source.empty() ? sourceOf(event, names) : std::string(source));
    writer.text("type", type.empty() ? "dev.eventscope." + std::string(toText(event->kind)) : std::string(type));
    writer.text("subject", event.subject());
    writer.time("time", event->eventTime);
    appendExtensions(writer, event, names);
    appendContent(to, writer, names.contentTypes.text(event->contentType), event.payload());
    to.push_back('}');
}

std::vector<Header> binaryCloudEventHeaders(const IncomingEvent& event, CloudEventBinding binding, TextStore& texts)
{
    std::vector<Header> headers;
    if (event.id.empty() && event.source.empty() && event.type.empty())
        return headers;
    const bool isNats = binding == CloudEventBinding::Nats;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (value.empty())
            return;
        std::string encoded;
        if (isNats)
            appendPercentEncoded(encoded, value);
        const bool isChanged = isNats && encoded != value;
        headers.push_back({name, isChanged ? texts.keep(std::move(encoded)) : value});
    };
    const auto attribute = [&](const char* kafkaName, const char* natsName, std::string_view value) {
        add(isNats ? natsName : kafkaName, value);
    };
    attribute("ce_specversion", "ce-specversion", "1.0");
    attribute("ce_id", "ce-id", event.id);
    attribute("ce_source", "ce-source", event.source);
    attribute("ce_type", "ce-type", event.type);
    attribute("ce_subject", "ce-subject", event.subject);
    if (event.eventTime)
        attribute("ce_time", "ce-time", texts.keep(toRfc3339(*event.eventTime)));
    attribute("content-type", "ce-datacontenttype", event.contentType);
    attribute("ce_correlationid", "ce-correlationid", event.correlation);
    attribute("ce_causationid", "ce-causationid", event.causation);
    attribute("ce_traceparent", "ce-traceparent", event.traceparent);
    if (isNats && event.key && isValidUtf8(*event.key)) // a Kafka record has a key of its own
        add("ce-partitionkey", *event.key);
    if (event.sequence)
        attribute("ce_sequence", "ce-sequence", texts.keep(std::to_string(*event.sequence)));
    attribute("ce_producer", "ce-producer", event.producer);
    if (event.epoch)
        attribute("ce_epoch", "ce-epoch", texts.keep(std::to_string(*event.epoch)));
    return headers;
}

} // namespace eventscope
