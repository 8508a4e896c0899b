// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>
#include <optional>
#include <string>

#include "broker/event/base64.h"
#include "broker/event/cloud_event.h"
#include "broker/event/cloud_event_attributes.h"
#include "broker/event/json_values.h"

namespace eventscope {
namespace {

std::string toLower(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

/// Whether it is worth reading: most payloads are not structured CloudEvents, and each one is asked.
bool mayBeStructured(std::string_view json)
{
    constexpr std::string_view Mark = "\"specversion\"";
    const auto first = json.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && json[first] == '{'
        && memmem(json.data(), json.size(), Mark.data(), Mark.size()) != nullptr;
}

/// What the members of a structured CloudEvent say.
struct Structured {
    CloudEventAttributes attributes;
    std::optional<JsonValue> data;
    std::optional<JsonValue> dataBase64;
    bool isBroken = false;
};

Structured readMembers(std::string_view json, TextStore& texts, std::vector<Header>* extensions)
{
    Structured found;
    JsonWalker walker(json);
    while (const auto member = walker.next()) {
        const auto& value = member->value;
        const auto name = jsonText(member->name, texts);
        if (name == "data") {
            found.data = value;
        } else if (name == "data_base64") {
            found.dataBase64 = value;
        } else if (value.kind == JsonKind::String
            || (value.kind != JsonKind::Null && !CloudEventAttributes::isRequired(name))) {
            const auto text = value.kind == JsonKind::String ? jsonText(value.raw, texts) : value.raw;
            if (!found.attributes.take(name, text) && extensions != nullptr)
                extensions->push_back({texts.keep("ce_" + std::string(name)), text});
        }
    }
    found.isBroken = walker.hasFailed() || !found.attributes.isComplete();
    return found;
}

} // namespace

bool isStructuredCloudEvent(std::string_view contentType)
{
    auto type = toLower(contentType.substr(0, contentType.find(';')));
    type.erase(type.find_last_not_of(" \t") + 1);
    return type == "application/cloudevents+json";
}

bool readBinaryCloudEvent(
    std::span<const Header> headers, CloudEventBinding binding, IncomingEvent& event, TextStore& texts)
{
    CloudEventAttributes attributes;
    const bool isNats = binding == CloudEventBinding::Nats;
    std::optional<std::string_view> contentType;
    for (const auto& header : headers) {
        if (!header.value)
            continue;
        const auto name = toLower(header.name);
        if (name == "content-type") {
            contentType = header.value;
        } else if (isNats && name.starts_with("ce-")) {
            const bool isPlain = header.value->find('%') == std::string_view::npos;
            attributes.take(name.substr(3), isPlain ? *header.value : texts.keep(decodePercent(*header.value)));
        } else if (!isNats && header.name.starts_with("ce_")) {
            attributes.take(header.name.substr(3), *header.value);
        }
    }
    if (!attributes.isComplete())
        return false;
    if (contentType)
        event.contentType = *contentType;
    attributes.applyTo(event);
    return true;
}

bool readStructuredCloudEvent(
    std::string_view json, IncomingEvent& event, TextStore& texts, std::vector<Header>* extensions)
{
    if (!mayBeStructured(json))
        return false;
    const auto extensionsBefore = extensions == nullptr ? 0 : extensions->size();
    const auto found = readMembers(json, texts, extensions);
    std::optional<std::string> bytes;
    if (found.dataBase64 && found.dataBase64->kind == JsonKind::String)
        bytes = decodeBase64(jsonText(found.dataBase64->raw, texts));
    if (found.isBroken || (found.data && found.dataBase64) || (found.dataBase64 && !bytes)) {
        if (extensions != nullptr)
            extensions->resize(extensionsBefore);
        return false;
    }
    event.contentType = found.data ? std::string_view("application/json") : std::string_view();
    event.payload.reset();
    const auto declared = event.contentType;
    found.attributes.applyTo(event);
    const bool isJson = event.contentType == declared || isJsonMediaType(event.contentType);
    if (bytes)
        event.payload = texts.keep(*std::move(bytes));
    else if (found.data && found.data->kind == JsonKind::String && !isJson)
        event.payload = jsonText(found.data->raw, texts);
    else if (found.data && found.data->kind != JsonKind::Null)
        event.payload = found.data->raw;
    return true;
}

} // namespace eventscope
