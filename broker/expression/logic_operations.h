// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/expression/program.h"

namespace eventscope::expression {

// Three-valued logic and the flow of a program.
void loadConstant(Frame& frame, Value* at, const Instruction& with);
void copyRegister(Frame& frame, Value* at, const Instruction& with); // from the register in `jump`
void jumpAlways(Frame& frame, Value* at, const Instruction& with);
void jumpIfFalse(Frame& frame, Value* at, const Instruction& with);
void jumpIfTrue(Frame& frame, Value* at, const Instruction& with);
void jumpUnlessTrue(Frame& frame, Value* at, const Instruction& with);
void jumpIfNotNull(Frame& frame, Value* at, const Instruction& with);
void combineAnd(Frame& frame, Value* at, const Instruction& with);
void combineOr(Frame& frame, Value* at, const Instruction& with);
void negate(Frame& frame, Value* at, const Instruction& with);
void isNull(Frame& frame, Value* at, const Instruction& with);
void isNotNull(Frame& frame, Value* at, const Instruction& with);
void isTrue(Frame& frame, Value* at, const Instruction& with);
void isFalse(Frame& frame, Value* at, const Instruction& with);
void isNotTrue(Frame& frame, Value* at, const Instruction& with);
void isNotFalse(Frame& frame, Value* at, const Instruction& with);
/// at[0], at[1] and whether they are equal in at[2]: whether they are distinct, NULL being a value like others.
void isDistinct(Frame& frame, Value* at, const Instruction& with);
/// at[0], or NULL where at[1] is true.
void nullIfTrue(Frame& frame, Value* at, const Instruction& with);

} // namespace eventscope::expression
