// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cstdint>
#include <cstring>

#include "broker/event/delivery_envelope.h"

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace eventscope {
namespace {

using Table = std::array<std::array<std::uint32_t, 256>, 8>;

/// Eight tables, so that the fallback takes eight bytes a turn.
constexpr Table makeTable()
{
    constexpr std::uint32_t Polynomial = 0x82F63B78U; // 0x1EDC6F41, bits reversed
    Table table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1U) ^ ((value & 1U) != 0 ? Polynomial : 0U);
        table[0][byte] = value;
    }
    for (std::size_t slice = 1; slice < table.size(); ++slice) {
        for (std::size_t byte = 0; byte < 256; ++byte)
            table[slice][byte] = (table[slice - 1][byte] >> 8U) ^ table[0][table[slice - 1][byte] & 0xFFU];
    }
    return table;
}

constexpr Table Slices = makeTable();

std::uint32_t updateByTable(std::uint32_t crc, const char* bytes, std::size_t size)
{
    while (size >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes, sizeof word);
        word ^= crc;
        crc = 0;
        for (std::size_t i = 0; i < 8; ++i)
            crc ^= Slices[7 - i][(word >> (8 * i)) & 0xFFU];
        bytes += 8;
        size -= 8;
    }
    for (; size > 0; --size, ++bytes)
        crc = (crc >> 8U) ^ Slices[0][(crc ^ static_cast<std::uint8_t>(*bytes)) & 0xFFU];
    return crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t updateByInstruction(
    std::uint32_t crc, const char* bytes, std::size_t size)
{
    std::uint64_t wide = crc;
    for (; size >= 8; size -= 8, bytes += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes, sizeof word);
        wide = _mm_crc32_u64(wide, word);
    }
    auto narrow = static_cast<std::uint32_t>(wide);
    if (size >= 4) { // sizes are stored in four bytes: this is half of what a row's checksum looks at
        std::uint32_t word = 0;
        std::memcpy(&word, bytes, sizeof word);
        narrow = _mm_crc32_u32(narrow, word);
        bytes += 4;
        size -= 4;
    }
    for (; size > 0; --size, ++bytes)
        narrow = _mm_crc32_u8(narrow, static_cast<std::uint8_t>(*bytes));
    return narrow;
}

bool hasInstruction()
{
    static const bool has = __builtin_cpu_supports("sse4.2");
    return has;
}
#endif

} // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed)
{
#if defined(__x86_64__)
    if (hasInstruction())
        return ~updateByInstruction(~seed, bytes.data(), bytes.size());
#endif
    return ~updateByTable(~seed, bytes.data(), bytes.size());
}

std::uint32_t crc32cByTable(std::string_view bytes, std::uint32_t seed)
{
    return ~updateByTable(~seed, bytes.data(), bytes.size());
}

} // namespace eventscope
