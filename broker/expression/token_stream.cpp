// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/token_stream.h"

namespace eventscope::expression {

std::string TokenStream::found() const
{
    const auto& token = peek();
    switch (token.kind) {
    case TokenKind::End:
        return "the end of the text";
    case TokenKind::Text:
        return "the text '" + token.text.substr(0, 40) + "'";
    case TokenKind::Number:
        return "the number " + token.text.substr(0, 40);
    case TokenKind::QuotedWord:
        return "`" + token.text.substr(0, 40) + "`";
    default:
        return "'" + token.text.substr(0, 40) + "'";
    }
}

tl::unexpected<Diagnostic> TokenStream::expected(std::string_view what) const
{
    const auto& token = peek();
    if (token.kind == TokenKind::Bad)
        return wrong(place(), token.text);
    return wrong(place(), "Expected " + std::string(what) + ", found " + found());
}

} // namespace eventscope::expression
