// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/utf8.h"

#include <cstdint>
#include <cstring>

namespace eventscope {
namespace {

constexpr std::uint64_t HighBits = 0x8080808080808080U;

std::uint8_t at(std::string_view bytes, std::size_t index) { return static_cast<std::uint8_t>(bytes[index]); }

bool isContinuation(std::string_view bytes, std::size_t index)
{
    return index < bytes.size() && (at(bytes, index) & 0xC0U) == 0x80U;
}

std::size_t asciiPrefix(std::string_view bytes)
{
    std::size_t i = 0;
    for (; bytes.size() - i >= sizeof(std::uint64_t); i += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + i, sizeof word);
        if ((word & HighBits) != 0)
            break;
    }
    while (i < bytes.size() && at(bytes, i) < 0x80U)
        ++i;
    return i;
}

} // namespace

std::size_t utf8SequenceSize(std::string_view bytes)
{
    if (bytes.empty())
        return 0;
    const auto lead = at(bytes, 0);
    if (lead < 0x80U)
        return 1;
    if (lead < 0xC2U || lead > 0xF4U || !isContinuation(bytes, 1))
        return 0;
    if (lead < 0xE0U)
        return 2;
    const auto second = at(bytes, 1);
    if (lead < 0xF0U) {
        const bool isOverlong = lead == 0xE0U && second < 0xA0U;
        const bool isSurrogate = lead == 0xEDU && second >= 0xA0U;
        return !isOverlong && !isSurrogate && isContinuation(bytes, 2) ? 3 : 0;
    }
    const bool isOverlong = lead == 0xF0U && second < 0x90U;
    const bool isTooLarge = lead == 0xF4U && second >= 0x90U;
    return !isOverlong && !isTooLarge && isContinuation(bytes, 2) && isContinuation(bytes, 3) ? 4 : 0;
}

bool isValidUtf8(std::string_view bytes)
{
    while (true) {
        bytes.remove_prefix(asciiPrefix(bytes));
        if (bytes.empty())
            return true;
        const auto size = utf8SequenceSize(bytes);
        if (size == 0)
            return false;
        bytes.remove_prefix(size);
    }
}

std::size_t encodeUtf8(char32_t codePoint, char (&to)[4])
{
    const auto byte = [](char32_t value) { return static_cast<char>(static_cast<std::uint8_t>(value)); };
    if (codePoint > 0x10FFFFU || (codePoint >= 0xD800U && codePoint < 0xE000U))
        codePoint = 0xFFFDU;
    if (codePoint < 0x80U) {
        to[0] = byte(codePoint);
        return 1;
    }
    if (codePoint < 0x800U) {
        to[0] = byte(0xC0U | (codePoint >> 6U));
        to[1] = byte(0x80U | (codePoint & 0x3FU));
        return 2;
    }
    if (codePoint < 0x10000U) {
        to[0] = byte(0xE0U | (codePoint >> 12U));
        to[1] = byte(0x80U | ((codePoint >> 6U) & 0x3FU));
        to[2] = byte(0x80U | (codePoint & 0x3FU));
        return 3;
    }
    to[0] = byte(0xF0U | (codePoint >> 18U));
    to[1] = byte(0x80U | ((codePoint >> 12U) & 0x3FU));
    to[2] = byte(0x80U | ((codePoint >> 6U) & 0x3FU));
    to[3] = byte(0x80U | (codePoint & 0x3FU));
    return 4;
}

} // namespace eventscope
