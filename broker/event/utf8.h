// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace eventscope {

/// What stands for a byte that is not UTF-8: U+FFFD.
constexpr std::string_view ReplacementCharacter = "\xEF\xBF\xBD";

/// Bytes of the UTF-8 sequence at the front of `bytes`, 1 to 4; 0 where there is none: a stray byte, an overlong form,
/// a surrogate, a number beyond U+10FFFF, a cut sequence, or nothing at all.
[[nodiscard]] std::size_t utf8SequenceSize(std::string_view bytes);

/// Whether all of it is UTF-8; true for nothing at all.
[[nodiscard]] bool isValidUtf8(std::string_view bytes);

/// Writes a code point, 1 to 4 bytes. What is no code point (a surrogate, beyond U+10FFFF) becomes U+FFFD.
std::size_t encodeUtf8(char32_t codePoint, char (&to)[4]);

} // namespace eventscope
