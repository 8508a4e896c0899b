// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "broker/expression/diagnostic.h"
#include "broker/expression/lexer.h"
#include "broker/expression/syntax.h"

namespace eventscope::expression {

/// The tokens of a text, taken one by one by the parsers.
class TokenStream {
public:
    explicit TokenStream(std::string_view text)
        : m_tokens(lex(text))
    {
    }

    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const
    {
        return m_tokens[m_at + ahead < m_tokens.size() ? m_at + ahead : m_tokens.size() - 1];
    }
    [[nodiscard]] Place place() const { return {peek().offset, peek().length}; }
    [[nodiscard]] Place lastPlace() const
    {
        const auto& last = m_tokens[m_at == 0 ? 0 : m_at - 1];
        return {last.offset, last.length};
    }
    /// The token that was taken last, as a message names it; empty at the start.
    [[nodiscard]] std::string textBefore() const
    {
        return m_at == 0 ? std::string() : m_tokens[m_at - 1].text.substr(0, 40);
    }
    Token take() { return m_at + 1 < m_tokens.size() ? m_tokens[m_at++] : m_tokens.back(); }

    [[nodiscard]] bool isWord(std::string_view upper, std::size_t ahead = 0) const
    {
        return peek(ahead).kind == TokenKind::Word && upperCase(peek(ahead).text) == upper;
    }
    [[nodiscard]] bool isSymbol(std::string_view symbol, std::size_t ahead = 0) const
    {
        return peek(ahead).kind == TokenKind::Symbol && peek(ahead).text == symbol;
    }
    bool takeWord(std::string_view upper)
    {
        const auto matches = isWord(upper);
        if (matches)
            take();
        return matches;
    }
    bool takeSymbol(std::string_view symbol)
    {
        const auto matches = isSymbol(symbol);
        if (matches)
            take();
        return matches;
    }

    /// What stands next, for a message.
    [[nodiscard]] std::string found() const;
    /// "Expected X, found Y" at the next token; its own words where that token is not part of the language.
    [[nodiscard]] tl::unexpected<Diagnostic> expected(std::string_view what) const;

private:
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
};

[[nodiscard]] inline tl::unexpected<Diagnostic> wrong(const Place& place, std::string message)
{
    return tl::unexpected<Diagnostic>(Diagnostic{place.offset, place.length, std::move(message)});
}

/// A type at the front of the stream.
[[nodiscard]] tl::expected<Type, Diagnostic> takeType(TokenStream& stream);
/// DATE '…', TIMESTAMP '…' or INTERVAL … behind its first word, which was taken.
[[nodiscard]] tl::expected<Node, Diagnostic> takeLiteral(TokenStream& stream, const Token& first);

} // namespace eventscope::expression
