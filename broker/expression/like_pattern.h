// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace eventscope::expression {

/// A LIKE pattern: `%` is any run of characters, `_` one code point, everything else itself. There is no escape unless
/// one is given. Cost of a match: the text's length times the number of pieces at worst; it never backs further than
/// the last `%`.
class LikePattern {
public:
    /// Error: a sentence, in Flink's words, about the escape.
    [[nodiscard]] static tl::expected<LikePattern, std::string> parse(
        std::string_view pattern, std::optional<std::string_view> escape);

    [[nodiscard]] bool matches(std::string_view text) const;

private:
    /// What stands between two `%`: bytes, in which AnyPoint stands for `_`.
    struct Piece {
        std::string bytes;
        std::vector<bool> isAny;
        bool hasAny = false;
    };
    [[nodiscard]] static std::optional<std::size_t> matchAt(const Piece& piece, std::string_view text);
    [[nodiscard]] static std::optional<std::size_t> findEnd(const Piece& piece, std::string_view text);

    std::vector<Piece> m_pieces; // at least one; a `%` between each two
};

} // namespace eventscope::expression
