// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/field_registry.h"

#include <algorithm>
#include <array>
#include <utility>

namespace eventscope {
namespace {

constexpr std::array<std::string_view, 9> TypeTexts{
    "text", "int32", "int64", "uint64", "double", "boolean", "time", "duration", "bytes"};

bool isFieldName(std::string_view name)
{
    const auto isLetter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto isPart = [&](char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.'; };
    return !name.empty() && isLetter(name.front()) && std::all_of(name.begin(), name.end(), isPart);
}

std::vector<FieldDescription> everyEventHas()
{
    using enum FieldType;
    return {
        {"position", Int64, "", "Number that the session gave to the event, dense from 1", ""},
        {"kind", Text, "", "message, delivery, acknowledgement, derived, control, kubernetes, injected or gap", ""},
        {"connection", Text, "", "Name of the connection that the event came through", ""},
        {"channel", Text, "", "Topic, subject, queue or Kubernetes resource", ""},
        {"partition", Int32, "", "Partition, where the broker has partitions", ""},
        {"offset", Int64, "", "The broker's own number of the event in its channel", ""},
        {"time", Time, "UTC", "When the event happened, as its source claims", ""},
        {"observed", Time, "UTC", "When Eventscope saw the event", ""},
        {"producer", Text, "", "Who sent the event, by its delivery envelope or the broker", ""},
        {"epoch", Int64, "", "Rises each time the producer starts again", ""},
        {"sequence", Int64, "", "Number of the event within producer, epoch and channel", ""},
        {"key", Text, "", "Key of the event: what keeps related events in order", ""},
        {"id", Text, "", "CloudEvents id, unique within the source", ""},
        {"source", Text, "", "CloudEvents source: the context in which the event happened", ""},
        {"type", Text, "", "CloudEvents type of the event", ""},
        {"subject", Text, "", "CloudEvents subject of the event within its source", ""},
        {"datacontenttype", Text, "", "Media type of the payload", ""},
        {"correlationid", Text, "", "Ties together the events of one activity", ""},
        {"causationid", Text, "", "Id of the event that caused this one", ""},
        {"traceparent", Text, "", "W3C trace context of the event's origin", ""},
        {"size", Int64, "bytes", "Size of the payload", ""},
    };
}

} // namespace

std::string_view toText(FieldType type) { return TypeTexts.at(static_cast<std::size_t>(type)); }

Result<FieldType> parseFieldType(std::string_view text)
{
    const auto* const found = std::find(TypeTexts.begin(), TypeTexts.end(), text);
    if (found != TypeTexts.end())
        return static_cast<FieldType>(found - TypeTexts.begin());
    std::string known;
    for (const auto type : TypeTexts)
        known.append(known.empty() ? "" : ", ").append(type);
    return failure(Fault::Invalid, "field type '" + std::string(text.substr(0, 64)) + "': expected one of " + known);
}

FieldRegistry::FieldRegistry()
    : m_fields(everyEventHas())
{
}

Result<> FieldRegistry::add(FieldDescription field)
{
    if (!isFieldName(field.name))
        return failure(
            Fault::Invalid, "field '" + field.name + "': a name is made of a-z, 0-9, _ and ., a letter first");
    if (const auto* known = find(field.name)) {
        if (known->type == field.type && known->origin == field.origin)
            return {};
        return failure(Fault::Invalid, "field '" + field.name + "' of '" + field.origin + "': the name is taken");
    }
    m_fields.push_back(std::move(field));
    return {};
}

const FieldDescription* FieldRegistry::find(std::string_view name) const
{
    const auto found =
        std::find_if(m_fields.begin(), m_fields.end(), [&](const auto& field) { return field.name == name; });
    return found == m_fields.end() ? nullptr : &*found;
}

} // namespace eventscope
