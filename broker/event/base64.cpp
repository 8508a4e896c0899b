// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/base64.h"

#include <array>
#include <cstdint>

namespace eventscope {
namespace {

constexpr std::string_view Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t NoLetter = 0xFF;

constexpr std::array<std::uint8_t, 256> makeValues()
{
    std::array<std::uint8_t, 256> values{};
    values.fill(NoLetter);
    for (std::size_t i = 0; i < Letters.size(); ++i)
        values[static_cast<std::uint8_t>(Letters[i])] = static_cast<std::uint8_t>(i);
    return values;
}

constexpr auto Values = makeValues();

} // namespace

void appendBase64(std::string& to, std::string_view bytes)
{
    const auto byteAt = [&](std::size_t i) -> std::uint32_t {
        return i < bytes.size() ? static_cast<std::uint8_t>(bytes[i]) : 0U;
    };
    auto at = to.size();
    to.resize(at + (bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto group = (byteAt(i) << 16U) | (byteAt(i + 1) << 8U) | byteAt(i + 2);
        to[at++] = Letters[(group >> 18U) & 63U];
        to[at++] = Letters[(group >> 12U) & 63U];
        to[at++] = i + 1 < bytes.size() ? Letters[(group >> 6U) & 63U] : '=';
        to[at++] = i + 2 < bytes.size() ? Letters[group & 63U] : '=';
    }
}

std::optional<std::string> decodeBase64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && text.ends_with('=')) {
        text.remove_suffix(1);
        ++padding;
    }
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t bits = 0;
    unsigned waiting = 0;
    for (const char c : text) {
        const auto value = Values[static_cast<std::uint8_t>(c)];
        if (value == NoLetter)
            return std::nullopt;
        bits = (bits << 6U) | value;
        waiting += 6;
        if (waiting >= 8) {
            waiting -= 8;
            bytes.push_back(static_cast<char>(static_cast<std::uint8_t>(bits >> waiting)));
            bits &= (1U << waiting) - 1U;
        }
    }
    if (bits != 0)
        return std::nullopt;
    return bytes;
}

} // namespace eventscope
