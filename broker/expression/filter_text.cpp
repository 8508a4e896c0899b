// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/filter_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <variant>

#include "broker/expression/calendar.h"

namespace eventscope::expression {
namespace {

std::string quoted(std::string_view text, char quote)
{
    std::string literal(1, quote);
    for (const char c : text) {
        if (c == quote)
            literal.push_back(quote); // doubled: stands for one
        literal.push_back(c);
    }
    literal.push_back(quote);
    return literal;
}

bool isPlainName(std::string_view step)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    const auto isPart = [&](char c) { return isLetter(c) || (c >= '0' && c <= '9'); };
    return !step.empty() && isLetter(step.front()) && std::all_of(step.begin(), step.end(), isPart);
}

bool isIndex(std::string_view step)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return !step.empty() && step.size() < 10 && std::all_of(step.begin(), step.end(), isDigit);
}

/// With an exponent, so that it is a DOUBLE and not a DECIMAL.
std::string doubleText(double number)
{
    std::array<char, 32> text{};
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific);
    return {text.data(), end};
}

std::string integerText(std::string_view field, std::int64_t number)
{
    if (number == std::numeric_limits<std::int64_t>::min()) // its digits without the sign are no literal
        return std::string(field) + " = -9223372036854775807 - 1";
    return std::string(field) + " = " + std::to_string(number);
}

struct Writer {
    std::string_view field;

    std::string operator()(std::int64_t number) const
    {
        return field == "time" || field == "observed" ? timeEqualsText(field, number) : integerText(field, number);
    }
    std::string operator()(std::uint64_t number) const
    {
        if (number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return integerText(field, static_cast<std::int64_t>(number));
        return std::string(field) + " = " + std::to_string(number) + "."; // a DECIMAL, which has room
    }
    std::string operator()(double number) const
    {
        if (!std::isfinite(number))
            return std::string(field) + " = CAST('"
                + (std::isnan(number) ? "NaN" : (number > 0 ? "Infinity" : "-Infinity")) + "' AS DOUBLE)";
        return std::string(field) + " = " + doubleText(number);
    }
    std::string operator()(bool truth) const { return std::string(field) + (truth ? " = TRUE" : " = FALSE"); }
    std::string operator()(std::string_view text) const { return std::string(field) + " = " + quotedText(text); }
};

} // namespace

std::string quotedText(std::string_view text) { return quoted(text, '\''); }

std::string dataPath(std::span<const std::string> steps)
{
    std::string path = "data";
    for (const auto& step : steps) {
        if (isIndex(step))
            path += "[" + step + "]";
        else
            path += "." + (isPlainName(step) ? step : quoted(step, '`'));
    }
    return path;
}

std::string headerPath(std::string_view name) { return "headers[" + quotedText(name) + "]"; }

std::string equalsText(std::string_view field, const std::optional<FieldValue>& value)
{
    return value ? std::visit(Writer{field}, *value) : std::string(field) + " IS NULL";
}

std::string timeEqualsText(std::string_view field, std::int64_t nanoseconds)
{
    return std::string(field) + " = TIMESTAMP '" + calendar::timestampText(nanoseconds, 9) + "'";
}

} // namespace eventscope::expression
