// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/expression/program.h"

namespace eventscope::expression {

/// The constants of an IN list, sorted.
struct ValueSet {
    std::vector<std::string> texts;
    std::vector<std::int64_t> integers;
    bool hasNull = false; ///< makes every "not found" unknown
};

// Whether the value in at[0] is in the ValueSet in `resource`.
void isInTexts(Frame& frame, Value* at, const Instruction& with);
void isInIntegers(Frame& frame, Value* at, const Instruction& with);

} // namespace eventscope::expression
