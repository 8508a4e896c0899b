// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <utility>

#include "broker/expression/calendar.h"
#include "broker/expression/functions.h"
#include "broker/expression/json_operations.h"
#include "broker/expression/number_operations.h"
#include "broker/expression/program_builder.h"
#include "broker/expression/text_operations.h"
#include "broker/expression/time_operations.h"

namespace eventscope::expression {
namespace {

/// The first argument as a number; payload values become DOUBLE.
Checked checkNumber(const Node& node, const CheckArgument& check)
{
    auto term = check(node.children.front());
    if (!term)
        return term;
    *term = settled(std::move(*term), simpleType(TypeKind::Double));
    if (term->type.kind == TypeKind::Null)
        return typedNull(simpleType(TypeKind::Int), term->place);
    if (!term->type.isNumber())
        return refused(term->place,
            node.text + " takes a number, found a value of type " + toText(term->type.withNullable(true))
                + (term->type.isText() ? "; convert it: CAST(… AS DOUBLE)" : ""));
    return term;
}

Checked checkSameType(const Node& node, const CheckArgument& check)
{
    if (node.children.size() != 1)
        return refused(node.signPlace, node.text + " takes 1 argument, found " + std::to_string(node.children.size()));
    auto number = checkNumber(node, check);
    if (!number)
        return number;
    const auto type = number->type;
    auto term = Term::call(
        node.text == "ABS" ? absolute(type.kind) : signOf(type.kind), type, listOf(std::move(*number)), node.place);
    term.shape[0] = static_cast<std::int16_t>(type.scale);
    return folded(std::move(term));
}

Checked checkWhole(const Node& node, const CheckArgument& check)
{
    const auto isFloor = node.text == "FLOOR";
    if (node.children.size() == 2) {
        auto time = check(node.children.front());
        if (!time)
            return time;
        if (!time->type.isTimestamp())
            return refused(time->place,
                node.text + "(… TO " + node.children[1].text + ") takes a time, found a value of type "
                    + toText(time->type.withNullable(true)));
        const auto type = time->type;
        auto term = Term::call(isFloor ? floorTime : ceilTime, type, listOf(std::move(*time)), node.place);
        term.shape[0] =
            static_cast<std::int16_t>(calendar::parseUnit(node.children[1].text).value_or(calendar::Unit::Second));
        return folded(std::move(term));
    }
    auto number = checkNumber(node, check);
    if (!number)
        return number;
    auto type = number->type;
    const auto scale = type.scale;
    if (type.kind == TypeKind::Decimal)
        type.scale = 0;
    auto term = Term::call(
        isFloor ? roundedDown(type.kind) : roundedUp(type.kind), type, listOf(std::move(*number)), node.place);
    term.shape[0] = static_cast<std::int16_t>(scale);
    return folded(std::move(term));
}

Checked checkRound(const Node& node, const CheckArgument& check)
{
    if (node.children.empty() || node.children.size() > 2)
        return refused(node.signPlace, "ROUND takes 1 or 2 arguments, found " + std::to_string(node.children.size()));
    auto number = checkNumber(node, check);
    if (!number)
        return number;
    int digits = 0;
    if (node.children.size() == 2) {
        const auto places = check(node.children[1]);
        if (!places)
            return places;
        if (!places->isConstant() || places->isNull() || !places->type.isInteger())
            return refused(node.children[1].place, "ROUND takes a whole number of digits, written as a number");
        digits = static_cast<int>(std::clamp<std::int64_t>(places->constant.integer, -38, 38));
    }
    auto type = number->type;
    const auto scale = type.scale;
    if (type.kind == TypeKind::Decimal && digits < scale)
        type = decimalType(
            digits < 0 ? std::min(Type::MaxDigits, 1 + type.precision - scale) : 1 + type.precision - scale + digits,
            std::max(digits, 0))
                   .withNullable(type.isNullable);
    auto term = Term::call(rounded(type.kind), type, listOf(std::move(*number)), node.place);
    term.shape = {static_cast<std::int16_t>(scale),
        static_cast<std::int16_t>(std::min(digits, type.kind == TypeKind::Decimal ? scale : digits)),
        static_cast<std::int16_t>(type.precision), static_cast<std::int16_t>(type.scale)};
    return folded(std::move(term));
}

/// TRIM came as: side, text[, characters]; LTRIM, RTRIM and BTRIM as: text[, characters].
Checked checkTrim(const Node& node, const CheckArgument& check)
{
    const auto isPlain = node.text == "TRIM";
    const auto side = isPlain
        ? node.children.front().text
        : std::string(node.text == "LTRIM" ? "LEADING" : (node.text == "RTRIM" ? "TRAILING" : "BOTH"));
    std::vector<Term> arguments;
    bool isNullable = false;
    for (std::size_t i = isPlain ? 1 : 0; i < node.children.size(); ++i) {
        auto argument = check(node.children[i]);
        if (!argument)
            return argument;
        *argument = settled(std::move(*argument), textType());
        if (argument->type.kind == TypeKind::Null)
            *argument = typedNull(textType(), argument->place);
        if (!argument->type.isText())
            return refused(argument->place,
                node.text + " takes a text, found a value of type " + toText(argument->type.withNullable(true)));
        isNullable = isNullable || argument->type.isNullable;
        arguments.push_back(std::move(*argument));
    }
    if (arguments.empty() || arguments.size() > 2)
        return refused(node.signPlace, node.text + " takes a text, and the characters to take off");
    if (arguments.size() == 1)
        arguments.push_back(Term::ofText(" ", textType(), node.place));
    auto term = Term::call(trimText, textType().withNullable(isNullable), std::move(arguments), node.place);
    term.shape[0] = static_cast<std::int16_t>(side == "LEADING" ? 1 : (side == "TRAILING" ? 2 : 3));
    return folded(std::move(term));
}

Checked checkJson(const Node& node, const CheckArgument& check)
{
    auto json = check(node.children[0]);
    if (!json)
        return json;
    *json = settled(std::move(*json), textType());
    if (!json->type.isText())
        return refused(json->place,
            node.text + " takes a JSON text, found a value of type " + toText(json->type.withNullable(true)));
    const auto& pathNode = node.children[1];
    auto path = pathNode.kind == NodeKind::Text ? parseJsonPath(pathNode.text) : std::nullopt;
    if (!path)
        return refused(pathNode.place, node.text + " takes a path in quotes, as in '$.a.b' or '$.items[0]'");
    const auto isExists = node.text == "JSON_EXISTS";
    const auto run = isExists ? jsonExists : jsonValue(node.type.kind);
    if (run == nullptr)
        return refused(node.place, "JSON_VALUE cannot return " + toText(node.type));
    const auto type =
        isExists ? simpleType(TypeKind::Boolean).withNullable(json->type.isNullable) : node.type.withNullable(true);
    auto term = Term::call(run, type, listOf(std::move(*json)), node.place);
    term.shape[2] = static_cast<std::int16_t>(std::min(type.precision, Type::MaxDigits));
    term.shape[3] = static_cast<std::int16_t>(type.scale);
    term.resource = std::make_shared<const std::vector<std::string>>(std::move(*path));
    return term;
}

} // namespace

std::optional<Checked> checkTypedFunction(const Node& node, const CheckArgument& check)
{
    const auto& name = node.text;
    if (name == "ABS" || name == "SIGN")
        return checkSameType(node, check);
    if (name == "FLOOR" || name == "CEIL")
        return checkWhole(node, check);
    if (name == "ROUND")
        return checkRound(node, check);
    if (name == "TRIM" || name == "LTRIM" || name == "RTRIM" || name == "BTRIM")
        return checkTrim(node, check);
    if (name == "JSON_VALUE" || name == "JSON_EXISTS")
        return checkJson(node, check);
    return std::nullopt;
}

} // namespace eventscope::expression
