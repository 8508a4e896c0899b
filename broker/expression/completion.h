// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/field_registry.h"
#include "broker/event/names.h"

namespace eventscope::expression {

/// One word that may stand at the cursor.
struct Completion {
    std::string text; ///< what replaces the text from `offset` to the cursor
    std::string description; ///< for people, may be empty
};

struct Completions {
    std::size_t offset = 0; ///< where the word under the cursor begins, in bytes
    std::vector<Completion> words;
};

/// What may stand at `cursor` (bytes) in a filter that is being written: fields, operators, functions, and for
/// `channel`, `type`, `source`, `producer`, `connection` and `kind` the values that are known. At most 100 words.
[[nodiscard]] Completions complete(
    std::string_view text, std::size_t cursor, const FieldRegistry& fields, const Names& names);

} // namespace eventscope::expression
