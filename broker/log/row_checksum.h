// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace eventscope::log {

/// CRC32C over the parts of a row, in the form that log_format.md gives: numbers as 8 bytes little endian, a text as
/// its size in 4 bytes and its bytes, an absent one as the size 0xFFFFFFFF.
class RowChecksum {
public:
    void addNumbers(std::span<const std::int64_t> numbers);
    void addText(const std::optional<std::string_view>& text);
    [[nodiscard]] std::uint32_t value() const { return m_value; }

private:
    std::uint32_t m_value = 0;
};

} // namespace eventscope::log
