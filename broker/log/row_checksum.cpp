// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/row_checksum.h"

#include <bit>
#include <cstring>

#include "broker/event/delivery_envelope.h"

namespace eventscope::log {

static_assert(std::endian::native == std::endian::little, "recordings and memory share one little endian form");

void RowChecksum::addNumbers(std::span<const std::int64_t> numbers)
{
    m_value = crc32c(std::string_view(reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()), m_value);
}

void RowChecksum::addText(const std::optional<std::string_view>& text)
{
    constexpr std::uint32_t Absent = 0xFFFFFFFFU;
    const std::uint32_t size = text ? static_cast<std::uint32_t>(text->size()) : Absent;
    char bytes[sizeof size];
    std::memcpy(bytes, &size, sizeof size);
    m_value = crc32c(std::string_view(bytes, sizeof bytes), m_value);
    if (text)
        m_value = crc32c(*text, m_value);
}

} // namespace eventscope::log
