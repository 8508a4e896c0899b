// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "broker/expression/value.h"

namespace eventscope::expression::decimal {

/// How many digits a DECIMAL has, and how many of them stand behind the point.
struct Shape {
    int precision = 0;
    int scale = 0;
};

/// 10^exponent for 0 <= exponent <= 38.
[[nodiscard]] Int128 powerOfTen(int exponent);

// Every result is rounded half up (away from zero) to the wanted scale; nullopt where it has more digits than the
// wanted precision, which SQL shows as NULL.
[[nodiscard]] std::optional<Int128> rescale(Int128 value, int scale, Shape wanted);
[[nodiscard]] std::optional<Int128> add(Int128 a, int scaleA, Int128 b, int scaleB, Shape wanted);
[[nodiscard]] std::optional<Int128> multiply(Int128 a, int scaleA, Int128 b, int scaleB, Shape wanted);
/// `b` is not zero.
[[nodiscard]] std::optional<Int128> divide(Int128 a, int scaleA, Int128 b, int scaleB, Shape wanted);
/// What is left of the division truncated toward zero; `b` is not zero.
[[nodiscard]] std::optional<Int128> remainder(Int128 a, int scaleA, Int128 b, int scaleB, Shape wanted);

/// -1, 0 or 1.
[[nodiscard]] int compare(Int128 a, int scaleA, Int128 b, int scaleB);

struct Parsed {
    std::optional<Int128> value; ///< nullopt where it has too many digits
};
/// Digits with an optional sign, point and exponent, and nothing else; nullopt for another text.
[[nodiscard]] std::optional<Parsed> parse(std::string_view text, Shape wanted);

/// Without an exponent, with all `scale` digits behind the point.
[[nodiscard]] std::string toText(Int128 value, int scale);

[[nodiscard]] double toDouble(Int128 value, int scale);
/// From the shortest text that names the number, as Flink does; NaN and infinities give nullopt.
[[nodiscard]] std::optional<Int128> fromDouble(double value, Shape wanted);

} // namespace eventscope::expression::decimal
