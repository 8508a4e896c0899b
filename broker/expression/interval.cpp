// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/interval.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "broker/expression/parser.h"
#include "broker/expression/token_stream.h"

namespace eventscope::expression {
namespace {

using calendar::Unit;

struct FieldName {
    Unit unit;
    std::string_view name;
};
constexpr std::array<FieldName, 8> FieldNames{
    {{Unit::Year, "YEAR"}, {Unit::Quarter, "QUARTER"}, {Unit::Month, "MONTH"}, {Unit::Week, "WEEK"}, {Unit::Day, "DAY"},
        {Unit::Hour, "HOUR"}, {Unit::Minute, "MINUTE"}, {Unit::Second, "SECOND"}}};

std::string nameOf(Unit unit)
{
    for (const auto& field : FieldNames) {
        if (field.unit == unit)
            return std::string(field.name);
    }
    return {};
}

/// The fields from the first to the last one of a qualifier.
std::vector<Unit> fieldsOf(const IntervalQualifier& qualifier)
{
    if (qualifier.first == qualifier.last)
        return {qualifier.first};
    if (qualifier.isMonths())
        return {Unit::Year, Unit::Month};
    std::vector<Unit> fields;
    for (auto unit : {Unit::Day, Unit::Hour, Unit::Minute, Unit::Second}) {
        if (unit >= qualifier.first && unit <= qualifier.last)
            fields.push_back(unit);
    }
    return fields;
}

std::optional<std::int64_t> takeNumber(std::string_view& text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || text.starts_with('-'))
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

std::string wrongForm(std::string_view text, const IntervalQualifier& qualifier)
{
    const auto fields = fieldsOf(qualifier);
    return "Illegal interval literal format '" + std::string(text.substr(0, 60)) + "' for INTERVAL "
        + nameOf(fields.front()) + (fields.size() > 1 ? " TO " + nameOf(fields.back()) : "");
}

int limitOf(Unit unit) { return unit == Unit::Hour ? 24 : (unit == Unit::Month ? 12 : 60); }

std::int64_t takeMilliseconds(std::string_view& text)
{
    std::int64_t fraction = 0;
    int digits = 0;
    text.remove_prefix(1); // the point
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++digits) {
        if (digits < 3)
            fraction = fraction * 10 + (text.front() - '0');
    }
    for (; digits < 3; ++digits)
        fraction *= 10;
    return fraction;
}

tl::expected<IntervalQualifier, Diagnostic> takeQualifier(TokenStream& stream)
{
    IntervalQualifier qualifier;
    const auto takeField = [&]() -> std::optional<Unit> {
        const auto unit =
            stream.peek().kind == TokenKind::Word ? calendar::parseUnit(upperCase(stream.peek().text)) : std::nullopt;
        if (!unit || nameOf(*unit).empty())
            return std::nullopt;
        stream.take();
        return unit;
    };
    const auto first = takeField();
    if (!first)
        return stream.expected("a unit after the interval: SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER or YEAR");
    qualifier.first = qualifier.last = *first;
    if (stream.takeSymbol("(")) {
        const auto token = stream.peek();
        int precision = 0;
        std::from_chars(token.text.data(), token.text.data() + token.text.size(), precision);
        if (token.kind != TokenKind::Number || precision < 1 || precision > 10)
            return stream.expected("a precision from 1 to 10");
        stream.take();
        qualifier.precision = precision;
        if (stream.takeSymbol(","))
            stream.take(); // digits of the fraction; below a millisecond they are cut anyway
        if (!stream.takeSymbol(")"))
            return stream.expected("')'");
    }
    if (!stream.takeWord("TO"))
        return qualifier;
    const auto place = stream.place();
    const auto last = takeField();
    if (!last)
        return stream.expected("a unit after TO");
    const auto isMonths = *first == Unit::Year && *last == Unit::Month;
    const auto isDays = *first >= Unit::Day && *last > *first;
    if (!isMonths && !isDays)
        return wrong(place, "INTERVAL " + nameOf(*first) + " TO " + nameOf(*last) + " does not exist");
    qualifier.last = *last;
    if (stream.takeSymbol("(")) {
        stream.take();
        if (!stream.takeSymbol(")"))
            return stream.expected("')'");
    }
    return qualifier;
}

Parsed takeInterval(TokenStream& stream, Node node)
{
    auto isNegative = stream.takeSymbol("-");
    const auto value = stream.peek();
    if (value.kind != TokenKind::Text && value.kind != TokenKind::Number)
        return stream.expected("the length after INTERVAL, as in INTERVAL '5' MINUTE");
    stream.take();
    const auto qualifier = takeQualifier(stream);
    if (!qualifier)
        return tl::unexpected(qualifier.error());
    node.place = node.place.to(stream.lastPlace());
    const auto length = parseInterval(value.text, *qualifier);
    if (!length)
        return wrong(node.place, length.error());
    node.path.push_back(std::to_string(isNegative ? -*length : *length));
    node.type = simpleType(qualifier->isMonths() ? TypeKind::MonthInterval : TypeKind::DayInterval).withNullable(false);
    return node;
}

} // namespace

tl::expected<std::int64_t, std::string> parseInterval(std::string_view text, const IntervalQualifier& qualifier)
{
    const auto whole = text;
    const auto isNegative = text.starts_with('-');
    if (isNegative || text.starts_with('+'))
        text.remove_prefix(1);
    const auto fields = fieldsOf(qualifier);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto unit = fields[i];
        if (i > 0) {
            const auto separator = unit == Unit::Month ? '-' : (fields[i - 1] == Unit::Day ? ' ' : ':');
            if (!text.starts_with(separator))
                return tl::unexpected(wrongForm(whole, qualifier));
            text.remove_prefix(1);
        }
        const auto number = takeNumber(text);
        if (!number)
            return tl::unexpected(wrongForm(whole, qualifier));
        std::int64_t limit = i > 0 ? limitOf(unit) : 1;
        for (int digit = 0; i == 0 && digit < qualifier.precision; ++digit)
            limit *= 10;
        if (*number >= limit)
            return tl::unexpected("Interval field value " + std::to_string(*number) + " exceeds precision of "
                + nameOf(unit) + "(" + std::to_string(i == 0 ? qualifier.precision : 2)
                + ") field; give it more digits, as in " + nameOf(unit) + "("
                + std::to_string(std::to_string(*number).size()) + ")");
        sum += *number * (qualifier.isMonths() ? calendar::months(unit) : calendar::milliseconds(unit));
        if (unit == Unit::Second && text.starts_with('.'))
            sum += takeMilliseconds(text);
    }
    if (!text.empty())
        return tl::unexpected(wrongForm(whole, qualifier));
    return isNegative ? -sum : sum;
}

Parsed takeLiteral(TokenStream& stream, const Token& first)
{
    Node node;
    node.kind = NodeKind::Literal;
    node.text = upperCase(first.text);
    node.place = {first.offset, first.length};
    if (node.text == "INTERVAL")
        return takeInterval(stream, std::move(node));
    node.place = node.place.to(stream.place());
    const auto value = stream.take().text;
    node.path.push_back(value);
    if (node.text == "DATE") {
        node.type = simpleType(TypeKind::Date).withNullable(false);
        if (!calendar::parseDate(value))
            return wrong(node.place, "'" + value.substr(0, 60) + "' is not a date; write DATE 'yyyy-MM-dd'");
        return node;
    }
    const auto time = calendar::parseTimestamp(value);
    if (!time)
        return wrong(
            node.place, "'" + value.substr(0, 60) + "' is not a time; write TIMESTAMP 'yyyy-MM-dd HH:mm:ss' (UTC)");
    node.type = simpleType(TypeKind::Timestamp).withNullable(false);
    node.type.precision = time->fractionDigits;
    return node;
}

} // namespace eventscope::expression
