// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "broker/expression/program.h"

namespace eventscope::expression {

/// A compiled regular expression for Instruction::resource. Error: a sentence.
///
/// The engine is RE2: linear in the text, whatever the expression. It reads the dialect of Java but for
/// back-references, look-around and possessive quantifiers, which are refused.
[[nodiscard]] tl::expected<std::shared_ptr<const void>, std::string> compileRegex(std::string_view pattern);
/// The regular expression of a SIMILAR TO pattern, which has to match the whole text.
[[nodiscard]] tl::expected<std::string, std::string> similarToRegex(
    std::string_view pattern, std::optional<std::string_view> escape);

/// LIKE with the LikePattern in `resource`; without one at[1] is the pattern and at[2], if it is there, the escape.
void likeConstant(Frame& frame, Value* at, const Instruction& with);
void likeValue(Frame& frame, Value* at, const Instruction& with);
/// SIMILAR TO with a constant pattern.
void similarConstant(Frame& frame, Value* at, const Instruction& with);

// With the compiled expression in `resource`, or with at[1] as its text where that is null; shape 0 is a cache slot.
void regexFinds(Frame& frame, Value* at, const Instruction& with); // REGEXP: text, pattern
void regexReplaces(Frame& frame, Value* at, const Instruction& with); // text, pattern, replacement
void regexExtracts(Frame& frame, Value* at, const Instruction& with); // text, pattern[, group]

} // namespace eventscope::expression
