// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/lexer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace eventscope::expression {
namespace {

constexpr std::array<std::string_view, 37> Keywords{"AND", "AS", "BETWEEN", "BOTH", "BY", "CASE", "CAST", "DISTINCT",
    "ELSE", "END", "ESCAPE", "EXISTS", "FALSE", "FROM", "IN", "INTERVAL", "IS", "LEADING", "LIKE", "NOT", "NULL", "OR",
    "SELECT", "SIMILAR", "SYMMETRIC", "ASYMMETRIC", "THEN", "TO", "TRAILING", "TRUE", "TRY_CAST", "UNKNOWN", "WHEN",
    "WHERE", "WITHIN", "RETURNING", "FOR"};

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isWordStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool isWordPart(char c) { return isWordStart(c) || isDigit(c) || c == '$'; }

class Lexer {
public:
    explicit Lexer(std::string_view text)
        : m_text(text)
    {
    }

    Token next()
    {
        const auto before = m_at;
        skipBlanks();
        const auto start = m_at;
        if (start != before) // a path has no blanks in it
            m_isAfterName = m_isAfterPoint = false;
        auto token = read();
        token.offset = start;
        token.length = m_at - start;
        return token;
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r'))
            ++m_at;
    }

    Token read()
    {
        if (m_at >= m_text.size())
            return {TokenKind::End, 0, 0, {}};
        const char c = peek();
        if (isWordStart(c))
            return readWord();
        if (isDigit(c) || (c == '.' && isDigit(peek(1)) && !m_isAfterName))
            return readNumber();
        if (c == '\'' || c == '`')
            return readQuoted(c, c == '\'' ? TokenKind::Text : TokenKind::QuotedWord);
        if (c == '"')
            return readDoubleQuoted();
        if (c == '-' && peek(1) == '-')
            return readLineComment();
        if (c == '/' && peek(1) == '*')
            return readBlockComment();
        return readSymbol();
    }

    Token readWord()
    {
        const auto start = m_at;
        while (isWordPart(peek()))
            ++m_at;
        m_isAfterName = true;
        m_isAfterPoint = false;
        return {TokenKind::Word, 0, 0, std::string(m_text.substr(start, m_at - start))};
    }

    Token readNumber()
    {
        const auto start = m_at;
        while (isDigit(peek()))
            ++m_at;
        const auto isStep = std::exchange(m_isAfterPoint, false);
        if (peek() == '.' && !isStep) {
            ++m_at;
            while (isDigit(peek()))
                ++m_at;
        }
        if ((peek() == 'e' || peek() == 'E')
            && (isDigit(peek(1)) || ((peek(1) == '+' || peek(1) == '-') && isDigit(peek(2))))) {
            m_at += 2;
            while (isDigit(peek()))
                ++m_at;
        }
        m_isAfterName = isStep;
        const auto number = m_text.substr(start, m_at - start);
        if (isWordPart(peek())) {
            while (isWordPart(peek()))
                ++m_at;
            return {TokenKind::Bad, 0, 0,
                "'" + std::string(m_text.substr(start, m_at - start)) + "' is not a number; a text is written '"
                    + std::string(m_text.substr(start, m_at - start)) + "' in single quotes"};
        }
        return {TokenKind::Number, 0, 0, std::string(number)};
    }

    Token readQuoted(char quote, TokenKind kind)
    {
        std::string content;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == quote) {
                if (peek(1) != quote) {
                    ++m_at;
                    m_isAfterName = kind == TokenKind::QuotedWord;
                    return {kind, 0, 0, std::move(content)};
                }
                ++m_at; // doubled: stands for one
            }
            content.push_back(m_text[m_at]);
        }
        return {TokenKind::Bad, 0, 0,
            quote == '\'' ? "This text does not end; expected ' after it (a ' inside a text is written '')"
                          : "This name does not end; expected ` after it"};
    }

    Token readDoubleQuoted()
    {
        const auto start = ++m_at;
        while (m_at < m_text.size() && m_text[m_at] != '"')
            ++m_at;
        const std::string content(m_text.substr(start, m_at - start));
        m_at = std::min(m_at + 1, m_text.size());
        return {TokenKind::Bad, 0, 0,
            "Texts are written with single quotes: '" + content.substr(0, 60) + "' (names with `backquotes`)"};
    }

    Token readLineComment()
    {
        while (m_at < m_text.size() && m_text[m_at] != '\n')
            ++m_at;
        return {TokenKind::Comment, 0, 0, {}};
    }

    Token readBlockComment()
    {
        const auto end = m_text.find("*/", m_at + 2);
        if (end == std::string_view::npos) {
            m_at = m_text.size();
            return {TokenKind::Bad, 0, 0, "This comment does not end; expected */ after it"};
        }
        m_at = end + 2;
        return {TokenKind::Comment, 0, 0, {}};
    }

    Token readSymbol()
    {
        static constexpr std::array<std::string_view, 24> Symbols{"<=", ">=", "<>", "||", "=>", "(", ")", "[", "]", ",",
            ".", "+", "-", "*", "/", "%", "=", "<", ">", ";", "{", "}", "?", ":"};
        const auto rest = m_text.substr(m_at);
        if (rest.starts_with("!="))
            return bad(2, "'!=' is not in the language; inequality is written <>");
        if (rest.starts_with("=="))
            return bad(2, "Expected an expression after '='; equality is written with one '='");
        if (rest.starts_with("&&"))
            return bad(2, "'&&' is not in the language; write AND");
        if (rest.starts_with("::"))
            return bad(2, "'::' is not in the language; write CAST(… AS …)");
        for (const auto symbol : Symbols) {
            if (rest.starts_with(symbol)) {
                m_at += symbol.size();
                m_isAfterPoint = symbol == "." && m_isAfterName;
                m_isAfterName = symbol == "]";
                return {TokenKind::Symbol, 0, 0, std::string(symbol)};
            }
        }
        if (rest.starts_with("!"))
            return bad(1, "'!' is not in the language; write NOT");
        return bad(1, "'" + std::string(rest.substr(0, 1)) + "' is not in the language");
    }

    Token bad(std::size_t length, std::string why)
    {
        m_at += length;
        m_isAfterName = false;
        return {TokenKind::Bad, 0, 0, std::move(why)};
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_isAfterName = false; // data.items.0: the point belongs to the path,
    bool m_isAfterPoint = false; // and the number behind it has no fraction
};

TokenRole roleOf(const Token& token, const Token& following)
{
    switch (token.kind) {
    case TokenKind::Word:
        if (following.kind == TokenKind::Symbol && following.text == "(" && !isKeyword(token.text))
            return TokenRole::Function;
        return isKeyword(token.text) ? TokenRole::Keyword : TokenRole::Name;
    case TokenKind::QuotedWord:
        return TokenRole::Name;
    case TokenKind::Number:
        return TokenRole::Number;
    case TokenKind::Text:
        return TokenRole::Text;
    case TokenKind::Symbol:
        return TokenRole::Operator;
    case TokenKind::Comment:
        return TokenRole::Comment;
    case TokenKind::Bad:
    case TokenKind::End:
        return TokenRole::Bad;
    }
    return TokenRole::Bad;
}

} // namespace

std::vector<Token> lex(std::string_view text)
{
    Lexer lexer(text);
    std::vector<Token> found;
    do {
        auto token = lexer.next();
        if (token.kind != TokenKind::Comment)
            found.push_back(std::move(token));
    } while (found.empty() || found.back().kind != TokenKind::End);
    return found;
}

std::vector<TokenRange> tokens(std::string_view text)
{
    Lexer lexer(text);
    std::vector<TokenRange> ranges;
    for (auto token = lexer.next(); token.kind != TokenKind::End;) {
        auto following = lexer.next();
        ranges.push_back({token.offset, token.length, roleOf(token, following)});
        token = std::move(following);
    }
    return ranges;
}

bool isKeyword(std::string_view word)
{
    return std::find(Keywords.begin(), Keywords.end(), upperCase(word)) != Keywords.end();
}

std::string upperCase(std::string_view word)
{
    std::string upper(word);
    for (auto& c : upper) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    return upper;
}

} // namespace eventscope::expression
