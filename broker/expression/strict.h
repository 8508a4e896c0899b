// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/expression/program.h"

namespace eventscope::expression {

/// Most operations give NULL where an argument is NULL: true then, and the result is set.
inline bool hasNull(Value* at, const Instruction& with)
{
    for (std::uint32_t i = 0; i < with.count; ++i) {
        if (at[i].isNull) {
            at->setNull();
            return true;
        }
    }
    return false;
}

} // namespace eventscope::expression
