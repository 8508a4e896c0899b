// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/json_operations.h"

#include <limits>

#include "broker/event/json_scan.h"
#include "broker/event/wall_time.h"
#include "broker/expression/calendar.h"
#include "broker/expression/decimal.h"
#include "broker/expression/number_text.h"
#include "broker/expression/strict.h"

namespace eventscope::expression {
namespace {

std::optional<JsonValue> findValue(const Value* at, const Instruction& with)
{
    if (at->isNull)
        return std::nullopt;
    return findJsonPath(at->text, *static_cast<const std::vector<std::string>*>(with.resource));
}

/// The text of a scalar; nullopt for null, objects and arrays.
std::optional<std::string_view> scalarText(Frame& frame, const Value* at, const Instruction& with)
{
    const auto value = findValue(at, with);
    if (!value)
        return std::nullopt;
    switch (value->kind) {
    case JsonKind::String: {
        const auto inner = value->raw.substr(1, value->raw.size() - 2);
        if (inner.find('\\') == std::string_view::npos)
            return inner;
        return frame.scratch.keep(decodeJsonString(value->raw));
    }
    case JsonKind::Number:
    case JsonKind::True:
    case JsonKind::False:
        return value->raw;
    case JsonKind::Object:
    case JsonKind::Array:
    case JsonKind::Null:
        return std::nullopt;
    }
    return std::nullopt;
}

void valueAsText(Frame& frame, Value* at, const Instruction& with)
{
    if (const auto text = scalarText(frame, at, with))
        at->setText(*text);
    else
        at->setNull();
}

void valueAsReal(Frame& frame, Value* at, const Instruction& with)
{
    const auto text = scalarText(frame, at, with);
    if (const auto number = text ? parseDouble(*text) : std::nullopt)
        at->setReal(*number);
    else
        at->setNull();
}

template <class Number> void valueAsInteger(Frame& frame, Value* at, const Instruction& with)
{
    const auto text = scalarText(frame, at, with);
    using Limits = std::numeric_limits<Number>;
    const auto isWhole = text && text->find('.') == std::string_view::npos;
    if (const auto number = isWhole ? parseInteger(*text, Limits::min(), Limits::max()) : std::nullopt)
        at->setInteger(*number);
    else
        at->setNull();
}

void valueAsDecimal(Frame& frame, Value* at, const Instruction& with)
{
    const auto text = scalarText(frame, at, with);
    const auto parsed = text ? decimal::parse(trimmed(*text), {with.shape[2], with.shape[3]}) : std::nullopt;
    if (parsed && parsed->value)
        at->setBig(*parsed->value);
    else
        at->setNull();
}

void valueAsBoolean(Frame& frame, Value* at, const Instruction& with)
{
    const auto text = scalarText(frame, at, with);
    if (text == "true" || text == "false")
        at->setBoolean(text == "true");
    else
        at->setNull();
}

void valueAsTimestamp(Frame& frame, Value* at, const Instruction& with)
{
    const auto text = scalarText(frame, at, with);
    if (!text) {
        at->setNull();
    } else if (const auto time = calendar::parseTimestamp(*text)) {
        at->setBig(time->nanoseconds);
    } else if (const auto instant = parseRfc3339(*text)) { // how nearly every JSON writes a time
        at->setBig(toNanoseconds(*instant));
    } else {
        at->setNull();
    }
}

void valueAsDate(Frame& frame, Value* at, const Instruction& with)
{
    const auto text = scalarText(frame, at, with);
    if (const auto days = text ? calendar::parseDate(*text) : std::nullopt)
        at->setInteger(*days);
    else
        at->setNull();
}

} // namespace

std::optional<std::vector<std::string>> parseJsonPath(std::string_view path)
{
    for (const std::string_view mode : {"lax ", "strict "}) {
        if (path.starts_with(mode))
            path.remove_prefix(mode.size());
    }
    if (!path.starts_with('$'))
        return std::nullopt;
    path.remove_prefix(1);
    std::vector<std::string> steps;
    while (!path.empty()) {
        if (path.starts_with('.')) {
            path.remove_prefix(1);
            const auto end = path.find_first_of(".[");
            steps.emplace_back(path.substr(0, end));
            path.remove_prefix(steps.back().size());
        } else if (path.starts_with("['") || path.starts_with("[\"")) {
            const auto end = path.find(std::string{path[1], ']'}, 2);
            if (end == std::string_view::npos)
                return std::nullopt;
            steps.emplace_back(path.substr(2, end - 2));
            path.remove_prefix(end + 2);
        } else if (path.starts_with('[')) {
            const auto end = path.find(']');
            const auto index = path.substr(1, end == std::string_view::npos ? 0 : end - 1);
            if (index.empty() || index.find_first_not_of("0123456789") != std::string_view::npos)
                return std::nullopt;
            steps.emplace_back(index);
            path.remove_prefix(end + 1);
        } else {
            return std::nullopt;
        }
        if (steps.back().empty() || steps.back() == "*")
            return std::nullopt;
    }
    return steps;
}

Operation jsonValue(TypeKind kind)
{
    switch (kind) {
    case TypeKind::Boolean:
        return valueAsBoolean;
    case TypeKind::TinyInt:
        return valueAsInteger<std::int8_t>;
    case TypeKind::SmallInt:
        return valueAsInteger<std::int16_t>;
    case TypeKind::Int:
        return valueAsInteger<std::int32_t>;
    case TypeKind::BigInt:
        return valueAsInteger<std::int64_t>;
    case TypeKind::Decimal:
        return valueAsDecimal;
    case TypeKind::Float:
    case TypeKind::Double:
        return valueAsReal;
    case TypeKind::Char:
    case TypeKind::VarChar:
        return valueAsText;
    case TypeKind::Timestamp:
    case TypeKind::TimestampLtz:
        return valueAsTimestamp;
    case TypeKind::Date:
        return valueAsDate;
    default:
        return nullptr;
    }
}

void jsonExists(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBoolean(findValue(at, with).has_value());
}

} // namespace eventscope::expression
