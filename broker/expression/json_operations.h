// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/expression/program.h"
#include "broker/expression/type.h"

namespace eventscope::expression {

/// The steps of a JSON path: `$.a['b'][0]`, with `lax ` or `strict ` before it; nullopt for what is no such path.
[[nodiscard]] std::optional<std::vector<std::string>> parseJsonPath(std::string_view path);

/// Takes the JSON text in at[0] and the path, a `vector<string>`, in `resource`; the value as the type, NULL where it
/// is absent or cannot be converted. Null for a type that no JSON value has. Decimals: digits in shape 2 and 3.
[[nodiscard]] Operation jsonValue(TypeKind kind);
void jsonExists(Frame& frame, Value* at, const Instruction& with);

} // namespace eventscope::expression
