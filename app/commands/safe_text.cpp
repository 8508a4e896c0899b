// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/safe_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace eventscope::app::commands {
namespace {

constexpr std::string_view Digits = "0123456789ABCDEF";

struct Character {
    char32_t code = 0;
    std::size_t size = 1;
};

/// The character at the front; nullopt where the bytes are not UTF-8 (overlong forms and surrogates among them).
std::optional<Character> takeCharacter(std::string_view bytes)
{
    const auto first = static_cast<unsigned char>(bytes.front());
    if (first < 0x80)
        return Character{first, 1};
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || bytes.size() < size)
        return std::nullopt;
    char32_t code = first & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const auto next = static_cast<unsigned char>(bytes[i]);
        if ((next & 0xC0U) != 0x80U)
            return std::nullopt;
        code = (code << 6U) | (next & 0x3FU);
    }
    const bool isOverlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    if (isOverlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return std::nullopt;
    return Character{code, size};
}

/// C0, DEL, C1, and everything that turns the direction of text.
bool steers(char32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F
        || (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

void appendEscape(std::string& to, char32_t code)
{
    if (code < 0x100) {
        to += "\\x";
        to += Digits[code >> 4U];
        to += Digits[code & 0xFU];
        return;
    }
    to += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        to += Digits[(code >> static_cast<unsigned>(shift)) & 0xFU];
}

} // namespace

bool isPlainText(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto character = takeCharacter(bytes);
        if (!character || (steers(character->code) && character->code != '\t' && character->code != '\n'))
            return false;
        bytes.remove_prefix(character->size);
    }
    return true;
}

bool isUtf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto character = takeCharacter(bytes);
        if (!character)
            return false;
        bytes.remove_prefix(character->size);
    }
    return true;
}

std::string safeText(std::string_view bytes, std::size_t limit)
{
    std::string safe;
    const auto whole = bytes.size();
    safe.reserve(std::min(whole, limit));
    while (!bytes.empty()) {
        if (whole - bytes.size() >= limit)
            return safe + "… (" + std::to_string(whole) + " bytes)";
        const auto character = takeCharacter(bytes);
        if (!character) {
            appendEscape(safe, static_cast<unsigned char>(bytes.front()));
            bytes.remove_prefix(1);
            continue;
        }
        if (steers(character->code))
            appendEscape(safe, character->code);
        else
            safe += bytes.substr(0, character->size);
        bytes.remove_prefix(character->size);
    }
    return safe;
}

} // namespace eventscope::app::commands
