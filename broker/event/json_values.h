// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "broker/event/incoming_event.h"
#include "broker/event/json_scan.h"
#include "broker/event/text_store.h"

namespace eventscope {

/// How parts of an event stand in JSON: shared by JSON Lines, CloudEvents and the attributes frame.

/// The text of a JSON string: a view of it where nothing is escaped, else kept in `texts`.
[[nodiscard]] std::string_view jsonText(std::string_view rawWithQuotes, TextStore& texts);

/// Bytes as a string, or as `{"base64":"…"}` where they are not UTF-8.
void appendJsonBytes(std::string& to, std::string_view bytes);
/// What appendJsonBytes writes; nothing for another value.
[[nodiscard]] std::optional<std::string_view> jsonBytes(const JsonValue& value, TextStore& texts);

/// A field's value: a double always has a point or an exponent, so that it comes back as one; NaN and infinities are
/// strings, as JSON has no numbers for them.
void appendJsonField(std::string& to, const FieldValue& value);
/// Nothing for null, arrays, other objects, and numbers that no type holds.
[[nodiscard]] std::optional<FieldValue> jsonField(const JsonValue& value, TextStore& texts);

/// `[name,value]`: the value a string, null, or `{"base64":"…"}`.
void appendJsonHeader(std::string& to, const Header& header);
/// Appends the headers of an array of such pairs. False where it is anything else; `headers` may then hold a part.
[[nodiscard]] bool readJsonHeaders(const JsonValue& array, std::vector<Header>& headers, TextStore& texts);

/// Whether a payload can stand in a line as it is: one JSON value without line breaks and without white space around
/// it, and not `null`, which says that there is no payload.
[[nodiscard]] bool isInlineJson(std::string_view payload);

template <class Number> void appendNumber(std::string& to, Number number)
{
    char digits[32];
    const auto written = std::to_chars(digits, digits + sizeof digits, number);
    to.append(digits, static_cast<std::size_t>(written.ptr - digits));
}

/// The whole number that a text is; nothing where it is something else or does not fit.
template <class Number> [[nodiscard]] std::optional<Number> wholeNumber(std::string_view text)
{
    Number number{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size())
        return std::nullopt;
    return number;
}

} // namespace eventscope
