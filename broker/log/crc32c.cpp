// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/crc32c.h"

#include <array>
#include <cstring>

namespace eventscope::log {
namespace {

constexpr std::uint32_t Polynomial = 0x82F63B78U;

constexpr auto makeTable()
{
    std::array<std::array<std::uint32_t, 256>, 8> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ ((value & 1) != 0 ? Polynomial : 0);
        table[0][i] = value;
    }
    for (std::uint32_t i = 0; i < 256; ++i) {
        for (std::size_t slice = 1; slice < 8; ++slice)
            table[slice][i] = (table[slice - 1][i] >> 8) ^ table[0][table[slice - 1][i] & 0xFF];
    }
    return table;
}

constexpr auto Table = makeTable();

} // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed)
{
    std::uint32_t value = ~seed;
    while (bytes.size() >= 8) {
        std::uint32_t low = 0;
        std::uint32_t high = 0;
        std::memcpy(&low, bytes.data(), 4);
        std::memcpy(&high, bytes.data() + 4, 4);
        low ^= value;
        value = Table[7][low & 0xFF] ^ Table[6][(low >> 8) & 0xFF] ^ Table[5][(low >> 16) & 0xFF] ^ Table[4][low >> 24]
            ^ Table[3][high & 0xFF] ^ Table[2][(high >> 8) & 0xFF] ^ Table[1][(high >> 16) & 0xFF]
            ^ Table[0][high >> 24];
        bytes.remove_prefix(8);
    }
    for (const char byte : bytes)
        value = (value >> 8) ^ Table[0][(value ^ static_cast<unsigned char>(byte)) & 0xFF];
    return ~value;
}

} // namespace eventscope::log
