// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "broker/expression/program.h"
#include "broker/expression/type.h"

namespace eventscope::expression {

/// `+ - * / %` of two numbers that are of the kind of the result; decimals have their scales in shape 0 and 1, the
/// precision and scale of the result in shape 2 and 3.
[[nodiscard]] Operation arithmetic(std::string_view sign, TypeKind kind);
/// `= <> < > <= >=` of two values of one kind. Decimals: scales in shape 0 and 1.
[[nodiscard]] Operation comparison(std::string_view sign, const Type& type);
/// The larger or smaller of several values of one type.
[[nodiscard]] Operation extreme(bool isGreatest, const Type& type);

// One argument of the kind of the result.
[[nodiscard]] Operation negation(TypeKind kind);
[[nodiscard]] Operation absolute(TypeKind kind);
[[nodiscard]] Operation signOf(TypeKind kind);
/// FLOOR, CEIL: a decimal has its scale in shape 0 and becomes one with scale 0.
[[nodiscard]] Operation roundedDown(TypeKind kind);
[[nodiscard]] Operation roundedUp(TypeKind kind);
/// Rounds half up to shape 1 digits; decimals: scale in shape 0, precision and scale of the result in 2 and 3.
[[nodiscard]] Operation rounded(TypeKind kind);

// DOUBLE to DOUBLE.
void power(Frame& frame, Value* at, const Instruction& with);
void squareRoot(Frame& frame, Value* at, const Instruction& with);
void naturalLogarithm(Frame& frame, Value* at, const Instruction& with);
void decimalLogarithm(Frame& frame, Value* at, const Instruction& with);
void exponential(Frame& frame, Value* at, const Instruction& with);

} // namespace eventscope::expression
