// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/decimal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "broker/expression/wide_integer.h"

namespace eventscope::expression::decimal {
namespace {

constexpr auto PowersOfTen = [] {
    std::array<Int128, 39> powers{};
    Int128 power = 1;
    for (std::size_t i = 0; i < powers.size(); ++i) {
        powers[i] = power;
        if (i + 1 < powers.size())
            power *= 10;
    }
    return powers;
}();

UInt128 magnitude(Int128 value) { return value < 0 ? -static_cast<UInt128>(value) : static_cast<UInt128>(value); }

/// numerator * 10^exponent / denominator, rounded half up; the sign is put on.
std::optional<Int128> scaledQuotient(
    WideInteger numerator, int exponent, UInt128 denominator, bool isNegative, Shape wanted)
{
    for (; exponent > 0; exponent -= std::min(exponent, 38)) {
        if (!numerator.multiply(static_cast<UInt128>(powerOfTen(std::min(exponent, 38)))))
            return numerator.isZero() ? std::optional<Int128>(0) : std::nullopt; // far beyond 38 digits
    }
    auto rest = numerator.divide(denominator);
    auto isHalf = exponent == 0 && rest >= denominator - rest;
    // What the earlier divisions cut off cannot change the comparison with the half of an even divisor.
    for (; exponent < 0; exponent += std::min(-exponent, 38)) {
        const auto divisor = static_cast<UInt128>(powerOfTen(std::min(-exponent, 38)));
        rest = numerator.divide(divisor);
        isHalf = rest >= divisor - rest;
    }
    if (isHalf)
        numerator.increment();
    const auto limit = static_cast<UInt128>(powerOfTen(wanted.precision));
    if (!numerator.fitsBelow(limit))
        return std::nullopt;
    const auto value = static_cast<Int128>(numerator.low());
    return isNegative ? -value : value;
}

} // namespace

Int128 powerOfTen(int exponent) { return PowersOfTen.at(static_cast<std::size_t>(exponent)); }

std::optional<Int128> rescale(Int128 value, int scale, Shape wanted)
{
    if (scale == wanted.scale) {
        const auto limit = powerOfTen(wanted.precision);
        return value < limit && value > -limit ? std::optional(value) : std::nullopt;
    }
    return scaledQuotient(WideInteger(magnitude(value)), wanted.scale - scale, 1, value < 0, wanted);
}

std::optional<Int128> add(Int128 a, int scaleA, Int128 b, int scaleB, Shape wanted)
{
    const auto scale = std::max(scaleA, scaleB);
    Int128 left = 0;
    Int128 right = 0;
    Int128 sum = 0;
    if (!__builtin_mul_overflow(a, powerOfTen(scale - scaleA), &left)
        && !__builtin_mul_overflow(b, powerOfTen(scale - scaleB), &right) && !__builtin_add_overflow(left, right, &sum))
        return rescale(sum, scale, wanted);
    WideInteger wideA(magnitude(a));
    WideInteger wideB(magnitude(b));
    // 38 digits times 10^38 always fit 256 bits.
    static_cast<void>(wideA.multiply(static_cast<UInt128>(powerOfTen(scale - scaleA))));
    static_cast<void>(wideB.multiply(static_cast<UInt128>(powerOfTen(scale - scaleB))));
    auto isNegative = a < 0;
    if ((a < 0) == (b < 0)) {
        wideA.add(wideB);
    } else if (wideA.isBelow(wideB)) {
        wideB.subtract(wideA);
        wideA = wideB;
        isNegative = b < 0;
    } else {
        wideA.subtract(wideB);
    }
    return scaledQuotient(wideA, wanted.scale - scale, 1, isNegative, wanted);
}

std::optional<Int128> multiply(Int128 a, int scaleA, Int128 b, int scaleB, Shape wanted)
{
    Int128 product = 0;
    if (!__builtin_mul_overflow(a, b, &product) && scaleA + scaleB == wanted.scale)
        return rescale(product, wanted.scale, wanted);
    WideInteger wide(magnitude(a));
    static_cast<void>(wide.multiply(magnitude(b)));
    return scaledQuotient(wide, wanted.scale - scaleA - scaleB, 1, (a < 0) != (b < 0), wanted);
}

std::optional<Int128> divide(Int128 a, int scaleA, Int128 b, int scaleB, Shape wanted)
{
    return scaledQuotient(
        WideInteger(magnitude(a)), wanted.scale - scaleA + scaleB, magnitude(b), (a < 0) != (b < 0), wanted);
}

std::optional<Int128> remainder(Int128 a, int scaleA, Int128 b, int scaleB, Shape wanted)
{
    const auto scale = std::max(scaleA, scaleB);
    Int128 divisor = 0;
    if (__builtin_mul_overflow(b, powerOfTen(scale - scaleB), &divisor))
        return rescale(a, scaleA, wanted); // the divisor is larger than anything on the left
    WideInteger wide(magnitude(a));
    static_cast<void>(wide.multiply(static_cast<UInt128>(powerOfTen(scale - scaleA))));
    const auto rest = static_cast<Int128>(wide.divide(magnitude(divisor)));
    return rescale(a < 0 ? -rest : rest, scale, wanted);
}

int compare(Int128 a, int scaleA, Int128 b, int scaleB)
{
    Int128 left = a;
    Int128 right = b;
    if (scaleA < scaleB && __builtin_mul_overflow(a, powerOfTen(scaleB - scaleA), &left))
        return a < 0 ? -1 : 1; // larger than any 38 digits on the other side
    if (scaleB < scaleA && __builtin_mul_overflow(b, powerOfTen(scaleA - scaleB), &right))
        return b < 0 ? 1 : -1;
    return left < right ? -1 : (left > right ? 1 : 0);
}

std::optional<Parsed> parse(std::string_view text, Shape wanted)
{
    const auto isNegative = text.starts_with('-');
    if (isNegative || text.starts_with('+'))
        text.remove_prefix(1);
    WideInteger digits(0);
    int scale = 0;
    int kept = 0;
    bool hasPoint = false;
    bool hasDigit = false;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !hasPoint) {
            hasPoint = true;
        } else if (c >= '0' && c <= '9') {
            hasDigit = true;
            if (kept < 76) { // what stands behind 76 digits changes nothing that 38 digits can hold
                static_cast<void>(digits.multiply(10));
                digits.add(WideInteger(static_cast<UInt128>(c - '0')));
                kept += !digits.isZero() ? 1 : 0;
                scale += hasPoint ? 1 : 0;
            } else {
                scale -= hasPoint ? 0 : 1;
            }
        } else {
            break;
        }
    }
    if (!hasDigit)
        return std::nullopt;
    if (at < text.size()) {
        if (text[at] != 'e' && text[at] != 'E')
            return std::nullopt;
        auto exponentText = text.substr(at + 1);
        if (exponentText.starts_with('+') && !exponentText.starts_with("+-"))
            exponentText.remove_prefix(1);
        int exponent = 0;
        const auto [end, error] =
            std::from_chars(exponentText.data(), exponentText.data() + exponentText.size(), exponent);
        if (exponentText.empty() || end != exponentText.data() + exponentText.size() || exponentText.starts_with('+'))
            return std::nullopt;
        // Beyond that the number is zero or far too large in any DECIMAL.
        scale -=
            error != std::errc() ? (exponentText.starts_with('-') ? -1000 : 1000) : std::clamp(exponent, -1000, 1000);
    }
    return Parsed{scaledQuotient(digits, std::clamp(wanted.scale - scale, -1000, 1000), 1, isNegative, wanted)};
}

std::string toText(Int128 value, int scale)
{
    std::string reversed;
    auto rest = magnitude(value);
    for (int digit = 0; rest != 0 || digit <= scale; ++digit) {
        if (digit == scale && scale > 0)
            reversed.push_back('.');
        reversed.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
        rest /= 10;
    }
    if (value < 0)
        reversed.push_back('-');
    return {reversed.rbegin(), reversed.rend()};
}

double toDouble(Int128 value, int scale)
{
    constexpr Int128 Exact = Int128{1} << 53;
    if (value < Exact && value > -Exact && scale <= 22)
        return static_cast<double>(value) / static_cast<double>(powerOfTen(scale)); // both exact, so rounded once
    const auto text = toText(value, scale);
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::optional<Int128> fromDouble(double value, Shape wanted)
{
    if (!std::isfinite(value))
        return std::nullopt;
    std::array<char, 32> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    const auto parsed = parse(std::string_view(text.data(), static_cast<std::size_t>(end - text.data())), wanted);
    return parsed ? parsed->value : std::nullopt;
}

} // namespace eventscope::expression::decimal
