// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

/// What reading and writing of JSON strings share.
namespace eventscope::json {

constexpr std::uint64_t Ones = 0x0101010101010101U;
constexpr std::uint64_t HighBits = 0x8080808080808080U;

/// Marks the bytes of a word that are below `limit`; the lowest mark is exact, those above it may be false.
constexpr std::uint64_t marksBelow(std::uint64_t word, std::uint64_t limit)
{
    return (word - Ones * limit) & ~word & HighBits;
}

/// How many bytes from `p` on are plain inside a JSON string: no quote, backslash, control character or non-ASCII.
inline std::size_t plainRun(const char* p, const char* end)
{
    const char* const begin = p;
    for (; end - p >= 8; p += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, p, sizeof word);
        const auto marks = marksBelow(word, 0x20) | marksBelow(word ^ (Ones * '"'), 1)
            | marksBelow(word ^ (Ones * '\\'), 1) | (word & HighBits);
        if (marks != 0)
            return static_cast<std::size_t>(p - begin) + static_cast<std::size_t>(std::countr_zero(marks)) / 8;
    }
    while (p < end && static_cast<unsigned char>(*p) >= 0x20 && static_cast<unsigned char>(*p) < 0x80 && *p != '"'
        && *p != '\\')
        ++p;
    return static_cast<std::size_t>(p - begin);
}

inline int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The number of `XXXX` at the front; nothing where there are not four hexadecimal digits.
inline std::optional<char32_t> readHex(std::string_view text)
{
    if (text.size() < 4)
        return std::nullopt;
    char32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const int digit = hexDigit(text[i]);
        if (digit < 0)
            return std::nullopt;
        value = value * 16 + static_cast<char32_t>(digit);
    }
    return value;
}

} // namespace eventscope::json
