// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <utility>

#include "broker/expression/calendar.h"
#include "broker/expression/functions.h"
#include "broker/expression/program_builder.h"
#include "broker/expression/time_operations.h"

namespace eventscope::expression {
namespace {

using calendar::Unit;

struct UnitFunction {
    std::string_view name;
    Unit unit;
};
constexpr std::array<UnitFunction, 10> UnitFunctions{{{"YEAR", Unit::Year}, {"QUARTER", Unit::Quarter},
    {"MONTH", Unit::Month}, {"WEEK", Unit::Week}, {"DAYOFYEAR", Unit::DayOfYear}, {"DAYOFMONTH", Unit::Day},
    {"DAYOFWEEK", Unit::DayOfWeek}, {"HOUR", Unit::Hour}, {"MINUTE", Unit::Minute}, {"SECOND", Unit::Second}}};

Type anyTime()
{
    auto type = simpleType(TypeKind::TimestampLtz);
    type.precision = 9;
    return type;
}

/// An argument that has to be a time; texts are told how to become one.
Checked checkTime(const Node& argument, const Node& node, const CheckArgument& check)
{
    auto term = check(argument);
    if (!term)
        return term;
    *term = settled(std::move(*term), anyTime());
    if (term->type.kind == TypeKind::Null)
        return typedNull(anyTime(), term->place);
    if (!term->type.isTime())
        return refused(term->place,
            node.text + " takes a time, found a value of type " + toText(term->type.withNullable(true))
                + "; a text becomes one with CAST(… AS TIMESTAMP(3))");
    return term;
}

Checked extractOf(Unit unit, const Node& argument, const Node& node, const CheckArgument& check)
{
    auto time = checkTime(argument, node, check);
    if (!time)
        return time;
    const auto isDate = time->type.kind == TypeKind::Date;
    const auto type = simpleType(TypeKind::BigInt).withNullable(time->type.isNullable);
    auto term = Term::call(isDate ? extractFromDate : extractFromTime, type, listOf(std::move(*time)), node.place);
    term.shape[0] = static_cast<std::int16_t>(unit);
    return folded(std::move(term));
}

Checked checkDifference(const Node& node, const CheckArgument& check)
{
    const auto unit = calendar::parseUnit(node.children[0].text).value_or(Unit::Second);
    if (calendar::milliseconds(unit) == 0 && calendar::months(unit) == 0)
        return refused(node.children[0].place,
            "TIMESTAMPDIFF counts YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE or SECOND, not "
                + node.children[0].text);
    std::vector<Term> times;
    bool isNullable = false;
    for (std::size_t i = 1; i < 3; ++i) {
        auto time = checkTime(node.children[i], node, check);
        if (!time)
            return time;
        isNullable = isNullable || time->type.isNullable;
        auto type = time->type.kind == TypeKind::Date ? anyTime() : time->type;
        times.push_back(converted(std::move(*time), type.withNullable(time->type.isNullable)));
    }
    auto term =
        Term::call(timeDifference, simpleType(TypeKind::Int).withNullable(isNullable), std::move(times), node.place);
    term.shape[0] = static_cast<std::int16_t>(unit);
    return folded(std::move(term));
}

Checked checkAdd(const Node& node, const CheckArgument& check)
{
    const auto unit = calendar::parseUnit(node.children[0].text).value_or(Unit::Second);
    const auto months = calendar::months(unit);
    const auto milliseconds = calendar::milliseconds(unit);
    if (months == 0 && milliseconds == 0)
        return refused(node.children[0].place,
            "TIMESTAMPADD adds YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE or SECOND, not " + node.children[0].text);
    auto count = check(node.children[1]);
    if (!count)
        return count;
    if (count->type.kind == TypeKind::Payload)
        *count = payloadAs(std::move(*count), simpleType(TypeKind::Int));
    if (!count->type.isInteger())
        return refused(count->place,
            "TIMESTAMPADD takes a whole number, found a value of type " + toText(count->type.withNullable(true)));
    auto time = checkTime(node.children[2], node, check);
    if (!time)
        return time;
    auto type = time->type;
    type.isRowtime = false;
    if (type.kind == TypeKind::Date && milliseconds != 0 && milliseconds < calendar::MillisecondsPerDay) {
        type = Type{.kind = TypeKind::Timestamp, .isNullable = type.isNullable};
        *time = converted(std::move(*time), type);
    }
    type.isNullable = type.isNullable || count->type.isNullable;
    const auto isDate = type.kind == TypeKind::Date;
    // The length is the number times what one of the unit is: an interval.
    const auto one =
        Term::ofValue(Value::ofInteger(months != 0 ? months : milliseconds), simpleType(TypeKind::BigInt), node.place);
    const auto place = count->place;
    const auto countType = simpleType(TypeKind::BigInt).withNullable(count->type.isNullable);
    auto length = Term::call(multiplyLength, countType, listOf(std::move(*count), one), place);
    const auto run =
        months != 0 ? (isDate ? addMonthsToDate : addMonthsToTime) : (isDate ? addDurationToDate : addDuration);
    auto term = Term::call(run, type, listOf(std::move(*time), folded(std::move(length))), node.place);
    term.shape[0] = 1;
    return folded(std::move(term));
}

Checked checkFromNumber(const Node& node, const CheckArgument& check)
{
    if (node.children.empty() || node.children.size() > 2)
        return refused(
            node.signPlace, "TO_TIMESTAMP_LTZ takes a number and its precision: 0 for seconds, 3 for milliseconds");
    auto number = check(node.children[0]);
    if (!number)
        return number;
    if (number->type.kind == TypeKind::Payload)
        *number = payloadAs(std::move(*number), simpleType(TypeKind::BigInt));
    const auto precision = node.children.size() > 1 ? node.children[1].text : std::string("3");
    if (!number->type.isInteger() || (precision != "0" && precision != "3"))
        return refused(
            node.place, "TO_TIMESTAMP_LTZ takes a whole number and its precision: 0 for seconds, 3 for milliseconds");
    Type type{.kind = TypeKind::TimestampLtz, .precision = 3, .isNullable = number->type.isNullable};
    auto term = Term::call(timeFromNumber, type, listOf(std::move(*number)), node.place);
    term.shape[0] = static_cast<std::int16_t>(precision == "0" ? 0 : 3);
    return folded(std::move(term));
}

/// TO_TIMESTAMP and TO_DATE: NULL where the text is none, as in Flink.
Checked checkFromText(const Node& node, const Type& type, const CheckArgument& check)
{
    if (node.children.size() != 1)
        return refused(
            node.signPlace, node.text + " takes 1 argument, a text; formats of one's own are not in the language");
    auto text = check(node.children[0]);
    if (!text)
        return text;
    *text = settled(std::move(*text), textType());
    if (!text->type.isText())
        return refused(
            text->place, node.text + " takes a text, found a value of type " + toText(text->type.withNullable(true)));
    const auto cast = castOperation(text->type, type, CastMode::Null);
    auto term = Term::call(cast.run, type, listOf(std::move(*text)), node.place);
    term.shape = cast.shape;
    return folded(std::move(term));
}

} // namespace

std::optional<Checked> checkTimeFunction(const Node& node, const CheckArgument& check)
{
    if (node.text == "EXTRACT")
        return extractOf(
            calendar::parseUnit(node.children[0].text).value_or(Unit::Second), node.children[1], node, check);
    if (node.text == "TIMESTAMPDIFF")
        return checkDifference(node, check);
    if (node.text == "TIMESTAMPADD")
        return checkAdd(node, check);
    if (node.text == "TO_TIMESTAMP_LTZ")
        return checkFromNumber(node, check);
    if (node.text == "TO_TIMESTAMP")
        return checkFromText(node, Type{.kind = TypeKind::Timestamp, .precision = 3}, check);
    if (node.text == "TO_DATE")
        return checkFromText(node, simpleType(TypeKind::Date), check);
    const auto* const found = std::find_if(
        UnitFunctions.begin(), UnitFunctions.end(), [&](const UnitFunction& known) { return known.name == node.text; });
    if (found == UnitFunctions.end())
        return std::nullopt;
    if (node.children.size() != 1)
        return refused(node.signPlace, node.text + " takes 1 argument, found " + std::to_string(node.children.size()));
    return extractOf(found->unit, node.children[0], node, check);
}

} // namespace eventscope::expression
