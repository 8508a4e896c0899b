// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eventscope::expression {

// Texts are counted in code points. A byte that is not UTF-8 counts with the code point before it, or as one.

[[nodiscard]] inline bool isPointStart(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

[[nodiscard]] inline std::int64_t countPoints(std::string_view text)
{
    return std::count_if(text.begin(), text.end(), isPointStart);
}

/// The byte at which the code point of that number begins; the size of the text where it has fewer.
[[nodiscard]] inline std::size_t byteOfPoint(std::string_view text, std::int64_t point)
{
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (isPointStart(text[at]) && point-- == 0)
            break;
    }
    return at;
}

} // namespace eventscope::expression
