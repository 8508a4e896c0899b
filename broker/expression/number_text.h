// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eventscope::expression {

/// As Java prints a double: `2.5`, `1.0E300`, `NaN`. With `isFloat` as it prints a float.
[[nodiscard]] std::string javaText(double number, bool isFloat);
/// As Java reads a double: blanks around it, an exponent, NaN, Infinity.
[[nodiscard]] std::optional<double> parseDouble(std::string_view text);
/// As Flink casts a text to a whole number: blanks around it, a sign; what stands behind a point is cut.
[[nodiscard]] std::optional<std::int64_t> parseInteger(std::string_view text, std::int64_t least, std::int64_t most);
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace eventscope::expression
