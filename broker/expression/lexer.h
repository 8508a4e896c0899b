// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "broker/expression/diagnostic.h"

namespace eventscope::expression {

enum class TokenKind : std::uint8_t {
    Word, ///< keyword, name of a field or of a function
    QuotedWord, ///< `name`, always a name
    Number,
    Text, ///< 'text'
    Symbol,
    Comment, ///< only in tokens()
    Bad, ///< not part of the language; Token::text says what to write
    End,
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string text; ///< what it means: quotes taken off, doubled quotes halved
};

/// The tokens of a text, without blanks; the last one is End. Never fails: what cannot be read is Bad.
[[nodiscard]] std::vector<Token> lex(std::string_view text);

/// What a token is to people who look at it.
enum class TokenRole : std::uint8_t { Keyword, Function, Name, Number, Text, Operator, Comment, Bad };

struct TokenRange {
    std::size_t offset = 0; ///< bytes
    std::size_t length = 0;
    TokenRole role = TokenRole::Name;

    friend bool operator==(const TokenRange&, const TokenRange&) = default;
};

/// For highlighting a filter while it is being written: every token and comment with its role.
[[nodiscard]] std::vector<TokenRange> tokens(std::string_view text);

[[nodiscard]] bool isKeyword(std::string_view word);
/// ASCII letters only; words of the language have no others.
[[nodiscard]] std::string upperCase(std::string_view word);

} // namespace eventscope::expression
