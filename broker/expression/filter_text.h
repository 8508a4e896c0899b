// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "broker/event/incoming_event.h"

namespace eventscope::expression {

/// `'it''s'`: a text as a literal of the language.
[[nodiscard]] std::string quotedText(std::string_view text);

/// How a filter names a value inside a JSON payload: `data.items[0].sku`, with backquotes around what is no plain
/// name: data.`order id`. Steps as findJsonPath takes them.
[[nodiscard]] std::string dataPath(std::span<const std::string> steps);
/// `headers['content-type']`.
[[nodiscard]] std::string headerPath(std::string_view name);

/// "Apply as filter": the text that lets exactly the events through whose field has this value; nullopt is NULL.
/// `field` is written as a filter names it: a registry name, or what dataPath and headerPath give. Times are given as
/// nanoseconds since 1970 and `time` or `observed` as the field.
[[nodiscard]] std::string equalsText(std::string_view field, const std::optional<FieldValue>& value);
/// The same for times of other fields.
[[nodiscard]] std::string timeEqualsText(std::string_view field, std::int64_t nanoseconds);

} // namespace eventscope::expression
