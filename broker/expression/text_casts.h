// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/expression/program.h"
#include "broker/expression/type.h"

namespace eventscope::expression {

// Casts from and to texts; the shape is that of castOperation. Null where there is none.
[[nodiscard]] Operation castFromText(TypeKind to);
[[nodiscard]] Operation castToText(TypeKind from);

} // namespace eventscope::expression
