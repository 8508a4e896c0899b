// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eventscope::inspect::payload {

/// How bytes are packed, by their first bytes.
enum class Packing : std::uint8_t { None, Gzip, Zstd };

[[nodiscard]] Packing detectPacking(std::string_view bytes);
[[nodiscard]] std::string_view packingName(Packing packing);

/// A few bytes can stand for gigabytes: whatever is reached first ends unpacking.
struct UnpackLimits {
    std::size_t maxRatio = 100; ///< unpacked to packed
    std::size_t freeBytes = std::size_t{64} << 10; ///< below that the ratio does not count: short texts pack well
    std::size_t maxBytes = std::size_t{64} << 20; ///< whatever the ratio

    [[nodiscard]] std::size_t limitFor(std::size_t packedBytes) const;
};

struct Unpacked {
    enum class End : std::uint8_t { Whole, Limit, Damaged };

    std::string bytes; ///< what could be unpacked
    End end = End::Whole;
};

/// Unpacks gzip (all members) or zstd (all frames). Never takes more memory than the limits and some 8 MiB say.
/// Thread: any. Cost: about 1 s for each 300 MiB unpacked.
[[nodiscard]] Unpacked unpack(std::string_view packed, Packing packing, const UnpackLimits& limits = {});

} // namespace eventscope::inspect::payload
