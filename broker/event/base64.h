// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace eventscope {

/// Appends bytes in base64 (RFC 4648 section 4), padded.
void appendBase64(std::string& to, std::string_view bytes);

/// Reads what appendBase64 writes, and only that: nothing for white space, missing padding, other letters, or bits that
/// stand for nothing.
[[nodiscard]] std::optional<std::string> decodeBase64(std::string_view text);

} // namespace eventscope
