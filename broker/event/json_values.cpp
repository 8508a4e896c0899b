// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/json_values.h"

#include <cmath>
#include <cstdint>
#include <type_traits>
#include <variant>

#include "broker/event/base64.h"
#include "broker/event/utf8.h"

namespace eventscope {
namespace {

void appendDouble(std::string& to, double number)
{
    if (!std::isfinite(number)) {
        to.append(std::isnan(number) ? "\"NaN\"" : number > 0 ? "\"Infinity\"" : "\"-Infinity\"");
        return;
    }
    const auto at = to.size();
    appendNumber(to, number);
    if (to.find_first_of(".e", at) == std::string::npos)
        to.append(".0");
}

std::optional<FieldValue> jsonNumber(std::string_view raw)
{
    if (raw.find_first_of(".eE") == std::string_view::npos) {
        if (const auto number = wholeNumber<std::int64_t>(raw))
            return *number;
        if (const auto number = wholeNumber<std::uint64_t>(raw))
            return *number;
    }
    if (const auto number = wholeNumber<double>(raw))
        return *number;
    return std::nullopt;
}

bool isSpace(char c) { return c == ' ' || c == '\t'; }

} // namespace

std::string_view jsonText(std::string_view rawWithQuotes, TextStore& texts)
{
    if (rawWithQuotes.find('\\') != std::string_view::npos)
        return texts.keep(decodeJsonString(rawWithQuotes));
    return rawWithQuotes.substr(1, rawWithQuotes.size() - 2);
}

void appendJsonBytes(std::string& to, std::string_view bytes)
{
    if (isValidUtf8(bytes)) {
        appendJsonString(to, bytes);
        return;
    }
    to.append("{\"base64\":\"");
    appendBase64(to, bytes);
    to.append("\"}");
}

std::optional<std::string_view> jsonBytes(const JsonValue& value, TextStore& texts)
{
    if (value.kind == JsonKind::String)
        return jsonText(value.raw, texts);
    if (value.kind != JsonKind::Object)
        return std::nullopt;
    JsonWalker walker(value.raw);
    const auto member = walker.next();
    if (!member || !isJsonString(member->name, "base64") || member->value.kind != JsonKind::String || walker.next())
        return std::nullopt;
    auto bytes = decodeBase64(jsonText(member->value.raw, texts));
    if (!bytes)
        return std::nullopt;
    return texts.keep(*std::move(bytes));
}

void appendJsonField(std::string& to, const FieldValue& value)
{
    std::visit(
        [&](const auto& typed) {
            using Value = std::decay_t<decltype(typed)>;
            if constexpr (std::is_same_v<Value, double>)
                appendDouble(to, typed);
            else if constexpr (std::is_same_v<Value, bool>)
                to.append(typed ? "true" : "false");
            else if constexpr (std::is_same_v<Value, std::string_view>)
                appendJsonBytes(to, typed);
            else
                appendNumber(to, typed);
        },
        value);
}

std::optional<FieldValue> jsonField(const JsonValue& value, TextStore& texts)
{
    switch (value.kind) {
    case JsonKind::True:
        return true;
    case JsonKind::False:
        return false;
    case JsonKind::Number:
        return jsonNumber(value.raw);
    case JsonKind::String:
    case JsonKind::Object:
        if (const auto bytes = jsonBytes(value, texts))
            return *bytes;
        return std::nullopt;
    case JsonKind::Array:
    case JsonKind::Null:
        return std::nullopt;
    }
    return std::nullopt;
}

void appendJsonHeader(std::string& to, const Header& header)
{
    to.push_back('[');
    appendJsonString(to, header.name);
    to.push_back(',');
    if (header.value)
        appendJsonBytes(to, *header.value);
    else
        to.append("null");
    to.push_back(']');
}

bool readJsonHeaders(const JsonValue& array, std::vector<Header>& headers, TextStore& texts)
{
    if (array.kind != JsonKind::Array)
        return false;
    JsonWalker pairs(array.raw);
    while (const auto pair = pairs.next()) {
        if (pair->value.kind != JsonKind::Array)
            return false;
        JsonWalker parts(pair->value.raw);
        const auto name = parts.next();
        const auto value = parts.next();
        if (!name || name->value.kind != JsonKind::String || !value || parts.next())
            return false;
        Header header{jsonText(name->value.raw, texts), std::nullopt};
        if (value->value.kind != JsonKind::Null) {
            header.value = jsonBytes(value->value, texts);
            if (!header.value)
                return false;
        }
        headers.push_back(header);
    }
    return true;
}

bool isInlineJson(std::string_view payload)
{
    if (payload.empty() || isSpace(payload.front()) || isSpace(payload.back()) || payload == "null")
        return false;
    return payload.find('\n') == std::string_view::npos && payload.find('\r') == std::string_view::npos
        && isValidJson(payload);
}

} // namespace eventscope
