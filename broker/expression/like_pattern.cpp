// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/like_pattern.h"

#include "broker/expression/text_points.h"

namespace eventscope::expression {

tl::expected<LikePattern, std::string> LikePattern::parse(
    std::string_view pattern, std::optional<std::string_view> escape)
{
    if (escape && countPoints(*escape) != 1)
        return tl::unexpected(
            "Invalid escape character '" + std::string(escape->substr(0, 20)) + "': one character is needed");
    LikePattern parsed;
    parsed.m_pieces.emplace_back();
    const auto addByte = [&](char c, bool isAny) {
        auto& piece = parsed.m_pieces.back();
        piece.bytes.push_back(c);
        piece.isAny.push_back(isAny);
        piece.hasAny = piece.hasAny || isAny;
    };
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (escape && pattern.substr(at).starts_with(*escape)) {
            const auto rest = pattern.substr(at + escape->size());
            if (rest.starts_with(*escape)) {
                for (const char c : *escape)
                    addByte(c, false);
                at += 2 * escape->size() - 1;
                continue;
            }
            if (!rest.starts_with('%') && !rest.starts_with('_'))
                return tl::unexpected(
                    "Invalid escape sequence '" + std::string(pattern.substr(0, 40)) + "', " + std::to_string(at));
            at += escape->size();
            addByte(pattern[at], false);
        } else if (pattern[at] == '%') {
            parsed.m_pieces.emplace_back();
        } else {
            addByte(pattern[at], pattern[at] == '_');
        }
    }
    return parsed;
}

std::optional<std::size_t> LikePattern::matchAt(const Piece& piece, std::string_view text)
{
    if (!piece.hasAny)
        return text.starts_with(piece.bytes) ? std::optional(piece.bytes.size()) : std::nullopt;
    std::size_t at = 0;
    for (std::size_t i = 0; i < piece.bytes.size(); ++i) {
        if (at >= text.size())
            return std::nullopt;
        if (piece.isAny[i])
            at += byteOfPoint(text.substr(at), 1);
        else if (text[at++] != piece.bytes[i])
            return std::nullopt;
    }
    return at;
}

std::optional<std::size_t> LikePattern::findEnd(const Piece& piece, std::string_view text)
{
    if (!piece.hasAny) {
        const auto found = text.find(piece.bytes);
        return found == std::string_view::npos ? std::nullopt : std::optional(found + piece.bytes.size());
    }
    for (std::size_t start = 0; start < text.size(); start += byteOfPoint(text.substr(start), 1)) {
        if (const auto length = matchAt(piece, text.substr(start)))
            return start + *length;
    }
    return std::nullopt;
}

bool LikePattern::matches(std::string_view text) const
{
    const auto first = matchAt(m_pieces.front(), text);
    if (!first)
        return false;
    if (m_pieces.size() == 1)
        return *first == text.size();
    text.remove_prefix(*first);
    for (std::size_t i = 1; i + 1 < m_pieces.size(); ++i) {
        const auto end = findEnd(m_pieces[i], text);
        if (!end)
            return false;
        text.remove_prefix(*end);
    }
    const auto& last = m_pieces.back();
    if (!last.hasAny)
        return text.ends_with(last.bytes);
    // The last piece has a fixed number of code points, so it can only stand at the end.
    std::int64_t points = 0;
    for (std::size_t i = 0; i < last.bytes.size(); ++i)
        points += last.isAny[i] || isPointStart(last.bytes[i]) ? 1 : 0;
    const auto all = countPoints(text);
    if (all < points)
        return false;
    const auto rest = text.substr(byteOfPoint(text, all - points));
    return matchAt(last, rest) == rest.size();
}

} // namespace eventscope::expression
