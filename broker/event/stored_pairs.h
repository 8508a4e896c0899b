// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "broker/event/incoming_event.h"

namespace eventscope {

/// The stored form of headers and fields: pairs one behind the other, each
///
///     type (1 byte) | name size (4) | value size (4, 0xFFFFFFFF = null) | name | value
///
/// Integers little endian. It is the same in memory and in recordings. Headers have type Text; a field has the type
/// of its value, 8 bytes for numbers, 1 for a boolean.
enum class StoredType : std::uint8_t { Text, Int64, UInt64, Double, Boolean };

struct StoredPair {
    StoredType type = StoredType::Text;
    std::string_view name;
    std::optional<std::string_view> value;
};

/// Takes the first pair off the front of `rest`; nullopt at the end and where the bytes are not a whole pair.
[[nodiscard]] std::optional<StoredPair> takeStoredPair(std::string_view& rest);

/// The value of a field from its stored bytes; zero where they are too short.
[[nodiscard]] FieldValue fieldValue(StoredType type, std::string_view stored);

void appendStoredHeader(std::vector<char>& to, const Header& header);
void appendStoredField(std::vector<char>& to, const Field& field);

} // namespace eventscope
