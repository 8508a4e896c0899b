// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/stream/redaction.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <span>
#include <utility>

#include "broker/event/json_scan.h"

namespace eventscope::stream {
namespace {

using Action = RedactionRule::Action;
using Part = RedactionRule::Part;

struct Attribute {
    std::string_view name;
    std::string_view IncomingEvent::*member;
};
constexpr std::array<Attribute, 7> Attributes{{
    {"id", &IncomingEvent::id},
    {"subject", &IncomingEvent::subject},
    {"source", &IncomingEvent::source},
    {"producer", &IncomingEvent::producer},
    {"correlationid", &IncomingEvent::correlation},
    {"causationid", &IncomingEvent::causation},
    {"traceparent", &IncomingEvent::traceparent},
}};

std::string hashOf(std::string_view bytes)
{
    constexpr int Digits = 16;
    const auto digest = QCryptographicHash::hash(
        QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())), QCryptographicHash::Sha256);
    return "sha256:" + digest.toHex().left(Digits).toStdString();
}

bool isSameName(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

bool isNumber(const std::string& step)
{
    return !step.empty() && std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Every value at the path, in the order of the text, none inside of another.
void findAll(const JsonValue& value, std::span<const std::string> steps, std::vector<JsonValue>& found)
{
    if (steps.empty()) {
        found.push_back(value);
        return;
    }
    if (value.kind != JsonKind::Object && value.kind != JsonKind::Array)
        return;
    const bool isIndexed = value.kind == JsonKind::Array && isNumber(steps.front());
    const auto wanted = isIndexed ? std::strtoull(steps.front().c_str(), nullptr, 10) : 0;
    JsonWalker walker(value.raw);
    std::uint64_t index = 0;
    while (const auto member = walker.next()) {
        if (value.kind == JsonKind::Object) {
            if (isJsonString(member->name, steps.front()))
                findAll(member->value, steps.subspan(1), found);
        } else if (!isIndexed) {
            findAll(member->value, steps, found);
        } else if (index == wanted) {
            findAll(member->value, steps.subspan(1), found);
        }
        ++index;
    }
}

/// The payload without the values at the path; nullopt where there are none.
std::optional<std::string> redactJson(std::string_view json, const RedactionRule& rule)
{
    const auto first = json.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (json[first] != '{' && json[first] != '['))
        return std::nullopt;
    std::vector<JsonValue> found;
    findAll({json[first] == '{' ? JsonKind::Object : JsonKind::Array, json}, rule.steps, found);
    if (found.empty())
        return std::nullopt;
    std::string redacted;
    redacted.reserve(json.size() + 32 * found.size());
    const char* from = json.data();
    for (const auto& value : found) {
        redacted.append(from, value.raw.data());
        if (rule.action == Action::Drop)
            redacted.append("null");
        else
            redacted.append(1, '"')
                .append(hashOf(value.kind == JsonKind::String ? decodeJsonString(value.raw) : std::string(value.raw)))
                .append(1, '"');
        from = value.raw.data() + value.raw.size();
    }
    redacted.append(from, json.data() + json.size());
    return redacted;
}

void redactPayload(IncomingEvent& event, const RedactionRule& rule, Redactor::Scratch& scratch)
{
    if (!event.payload)
        return;
    if (!rule.steps.empty()) {
        if (auto redacted = redactJson(*event.payload, rule))
            event.payload = scratch.texts.keep(*std::move(redacted));
    } else if (rule.action == Action::Drop) {
        event.payload = std::string_view();
    } else {
        event.payload = scratch.texts.keep(hashOf(*event.payload));
    }
}

void redactHeader(IncomingEvent& event, const RedactionRule& rule, Redactor::Scratch& scratch)
{
    const auto isMeant = [&](const Header& header) { return header.value && isSameName(header.name, rule.name); };
    if (std::none_of(event.headers.begin(), event.headers.end(), isMeant))
        return;
    if (event.headers.data() != scratch.headers.data())
        scratch.headers.assign(event.headers.begin(), event.headers.end());
    for (auto& header : scratch.headers) {
        if (!isMeant(header))
            continue;
        if (rule.action == Action::Drop)
            header.value.reset();
        else
            header.value = scratch.texts.keep(hashOf(*header.value));
    }
    event.headers = scratch.headers;
}

void redactField(IncomingEvent& event, const RedactionRule& rule, Redactor::Scratch& scratch)
{
    const auto isMeant = [&](const Field& field) { return field.name == rule.name; };
    if (std::none_of(event.fields.begin(), event.fields.end(), isMeant))
        return;
    if (event.fields.data() != scratch.fields.data())
        scratch.fields.assign(event.fields.begin(), event.fields.end());
    // A number cannot be replaced by the text of a hash without changing the type of the field: it is dropped.
    std::erase_if(scratch.fields, [&](Field& field) {
        auto* const text = std::get_if<std::string_view>(&field.value);
        if (!isMeant(field)
            || (rule.action == Action::Hash && text != nullptr && (*text = scratch.texts.keep(hashOf(*text)), true)))
            return false;
        return true;
    });
    event.fields = scratch.fields;
}

void redactAttribute(IncomingEvent& event, const RedactionRule& rule, Redactor::Scratch& scratch)
{
    if (rule.name == "key") {
        if (rule.action == Action::Drop)
            event.key.reset();
        else if (event.key)
            event.key = scratch.texts.keep(hashOf(*event.key));
        return;
    }
    const auto* const known =
        std::find_if(Attributes.begin(), Attributes.end(), [&](const Attribute& a) { return a.name == rule.name; });
    if (known == Attributes.end()) {
        redactField(event, rule, scratch);
        return;
    }
    auto& value = event.*(known->member);
    if (rule.action == Action::Drop)
        value = {};
    else if (!value.empty())
        value = scratch.texts.keep(hashOf(value));
}

} // namespace

IncomingEvent Redactor::apply(const IncomingEvent& event, Scratch& scratch) const
{
    scratch.texts.clear();
    auto redacted = event;
    for (const auto& rule : m_rules) {
        switch (rule.part) {
        case Part::Attribute:
            redactAttribute(redacted, rule, scratch);
            break;
        case Part::Header:
            redactHeader(redacted, rule, scratch);
            break;
        case Part::Payload:
            redactPayload(redacted, rule, scratch);
            break;
        }
    }
    return redacted;
}

} // namespace eventscope::stream
