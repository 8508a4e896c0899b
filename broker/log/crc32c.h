// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace eventscope::log {

/// CRC32C (Castagnoli, RFC 3720 appendix B.4). `seed` continues a former result.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed = 0);

} // namespace eventscope::log
