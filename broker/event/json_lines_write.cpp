// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <optional>
#include <string_view>

#include "broker/event/base64.h"
#include "broker/event/json_lines.h"
#include "broker/event/json_values.h"
#include "broker/event/stored_pairs.h"
#include "broker/event/utf8.h"

namespace eventscope {
namespace {

/// Fields of a gap that stand in the line itself.
constexpr std::array<std::string_view, 4> GapKeys{"from", "to", "reason", "count"};
using GapFields = std::array<std::optional<FieldValue>, GapKeys.size()>;

/// Writes members, each with the comma behind it: the payload's key is always there and comes last.
class MemberWriter {
public:
    explicit MemberWriter(std::string& to)
        : m_to(to)
    {
    }

    void text(std::string_view start, std::string_view value)
    {
        if (value.empty())
            return;
        m_to.append(start);
        appendJsonString(m_to, value);
        m_to.push_back(',');
    }
    template <class Number> void number(std::string_view start, Number value, Number absent)
    {
        if (value == absent)
            return;
        m_to.append(start);
        appendNumber(m_to, value);
        m_to.push_back(',');
    }
    void time(std::string_view start, WallTime value)
    {
        if (value == NoTime)
            return;
        m_to.append(start).push_back('"');
        appendRfc3339(m_to, value);
        m_to.append("\",");
    }

private:
    std::string& m_to;
};

void appendKey(std::string& to, const std::optional<std::string_view>& key)
{
    if (!key)
        return;
    if (isValidUtf8(*key)) {
        to.append("\"key\":");
        appendJsonString(to, *key);
        to.push_back(',');
        return;
    }
    to.append("\"key_base64\":\"");
    appendBase64(to, *key);
    to.append("\",");
}

void appendHeaders(std::string& to, const HeaderRange& headers)
{
    if (headers.empty())
        return;
    to.append("\"headers\":[");
    for (const auto& header : headers) {
        appendJsonHeader(to, header);
        to.push_back(',');
    }
    to.back() = ']';
    to.push_back(',');
}

bool isGapValue(std::size_t key, const FieldValue& value)
{
    const auto* const text = std::get_if<std::string_view>(&value);
    if (key <= 1)
        return text != nullptr && parseRfc3339(*text).has_value();
    if (key == 2)
        return text != nullptr && isValidUtf8(*text);
    const auto* const whole = std::get_if<std::int64_t>(&value);
    return std::holds_alternative<std::uint64_t>(value) || (whole != nullptr && *whole >= 0);
}

/// Takes a field out of `fields` where it stands in the line itself.
bool takeGapField(GapFields& fields, std::string_view name, const FieldValue& value)
{
    for (std::size_t key = 0; key < GapKeys.size(); ++key) {
        if (GapKeys[key] == name && !fields[key] && isGapValue(key, value)) {
            fields[key] = value;
            return true;
        }
    }
    return false;
}

void appendFields(std::string& to, std::string_view stored, EventKind kind)
{
    if (stored.empty())
        return;
    GapFields gapFields;
    bool hasFields = false;
    while (const auto pair = takeStoredPair(stored)) {
        const auto value = fieldValue(pair->type, pair->value.value_or(std::string_view()));
        if (kind == EventKind::Gap && takeGapField(gapFields, pair->name, value))
            continue;
        to.append(hasFields ? "," : "\"fields\":{");
        hasFields = true;
        appendJsonString(to, pair->name);
        to.push_back(':');
        appendJsonField(to, value);
    }
    if (hasFields)
        to.append("},");
    for (std::size_t key = 0; key < GapKeys.size(); ++key) {
        if (!gapFields[key])
            continue;
        to.append("\"").append(GapKeys[key]).append("\":");
        appendJsonField(to, *gapFields[key]);
        to.push_back(',');
    }
}

void appendPayload(std::string& to, const std::optional<std::string_view>& payload)
{
    if (!payload) {
        to.append("\"data\":null");
    } else if (isInlineJson(*payload)) {
        to.append("\"data\":").append(*payload);
    } else if (isValidUtf8(*payload)) {
        to.append("\"data_text\":");
        appendJsonString(to, *payload);
    } else {
        to.append("\"data_base64\":\"");
        appendBase64(to, *payload);
        to.push_back('"');
    }
}

} // namespace

void appendJsonLine(std::string& to, const EventView& event, const Names& names)
{
    MemberWriter members(to);
    to.push_back('{');
    members.number("\"position\":", event.position().value(), std::uint64_t{0});
    to.append("\"kind\":\"").append(toText(event->kind)).append("\",");
    members.text("\"connection\":", names.connections.text(event->connection));
    members.text("\"channel\":", names.channels.text(event->channel));
    members.number("\"partition\":", event->partition, Event::NoPartition);
    members.number("\"offset\":", event->offset, Event::NoOffset);
    members.time("\"time\":", event->eventTime);
    members.time("\"observed\":", event->observedTime);
    members.text("\"producer\":", names.producers.text(event->producer));
    members.number("\"epoch\":", event->epoch, Event::NoEpoch);
    members.number("\"sequence\":", event->sequence, Event::NoSequence);
    appendKey(to, event.key());
    members.text("\"id\":", event.id());
    members.text("\"source\":", names.sources.text(event->source));
    members.text("\"type\":", names.types.text(event->type));
    members.text("\"subject\":", event.subject());
    members.text("\"datacontenttype\":", names.contentTypes.text(event->contentType));
    members.text("\"correlationid\":", event.correlation());
    members.text("\"causationid\":", event.causation());
    members.text("\"traceparent\":", event.traceparent());
    appendHeaders(to, event.headers());
    appendFields(to, event.bytes(event->fields), event->kind);
    appendPayload(to, event.payload());
    to.append("}\n");
}

} // namespace eventscope
