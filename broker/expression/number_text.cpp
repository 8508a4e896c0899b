// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace eventscope::expression {

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

std::string javaText(double number, bool isFloat)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number < 0 ? "-Infinity" : "Infinity";
    const auto size = std::fabs(number);
    const auto format =
        size != 0 && (size < 1e-3 || size >= 1e7) ? std::chars_format::scientific : std::chars_format::fixed;
    std::array<char, 64> buffer{};
    const auto result = isFloat
        ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), static_cast<float>(number), format)
        : std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, format);
    std::string text(buffer.data(), result.ptr);
    const auto mark = text.find('e');
    auto mantissa = text.substr(0, mark);
    if (mantissa.find('.') == std::string::npos)
        mantissa += ".0";
    if (mark == std::string::npos)
        return mantissa;
    int exponent = 0;
    const auto start = text[mark + 1] == '+' ? mark + 2 : mark + 1;
    std::from_chars(text.data() + start, text.data() + text.size(), exponent);
    return mantissa + "E" + std::to_string(exponent);
}

std::optional<double> parseDouble(std::string_view text)
{
    text = trimmed(text);
    const auto isNegative = text.starts_with('-');
    if (isNegative || text.starts_with('+'))
        text.remove_prefix(1);
    const auto signedBy = [isNegative](double number) { return isNegative ? -number : number; };
    if (text == "NaN")
        return std::nan("");
    if (text == "Infinity")
        return signedBy(HUGE_VAL);
    if (text.size() > 1 && (text.ends_with('d') || text.ends_with('D') || text.ends_with('f') || text.ends_with('F')))
        text.remove_suffix(1);
    if (text.empty() || !((text.front() >= '0' && text.front() <= '9') || text.front() == '.'))
        return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end != text.data() + text.size())
        return std::nullopt;
    if (error == std::errc::result_out_of_range) {
        const auto mark = text.find_first_of("eE");
        const auto isTiny = mark != std::string_view::npos ? text.substr(mark + 1).starts_with('-')
                                                           : text.starts_with("0.") || text.starts_with('.');
        return signedBy(isTiny ? 0.0 : HUGE_VAL);
    }
    return error == std::errc() ? std::optional(signedBy(number)) : std::nullopt;
}

std::optional<std::int64_t> parseInteger(std::string_view text, std::int64_t least, std::int64_t most)
{
    text = trimmed(text);
    if (text.starts_with("+") && !text.starts_with("+-"))
        text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), number);
    if (whole.empty() || error != std::errc() || end != whole.data() + whole.size() || number < least || number > most)
        return std::nullopt;
    const auto fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    const auto isDigits = std::all_of(fraction.begin(), fraction.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isDigits ? std::optional(number) : std::nullopt;
}

} // namespace eventscope::expression
