// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/parser.h"

#include <utility>

#include "broker/expression/expression_parser.h"
#include "broker/expression/token_stream.h"

namespace eventscope::expression {
namespace {

std::optional<Diagnostic> tooLong(std::string_view text)
{
    if (text.size() <= MaxTextBytes)
        return std::nullopt;
    return Diagnostic{MaxTextBytes, text.size() - MaxTextBytes, "The text is longer than 64 KiB; shorten it"};
}

tl::expected<SelectNode::Item, Diagnostic> takeItem(TokenStream& stream, ExpressionParser& parser)
{
    SelectNode::Item item;
    if (stream.takeSymbol("*")) {
        item.isStar = true;
        return item;
    }
    auto expression = parser.parse();
    if (!expression)
        return tl::unexpected(expression.error());
    item.expression = std::move(*expression);
    const auto isNamed = stream.takeWord("AS");
    const auto& name = stream.peek();
    const auto isName = name.kind == TokenKind::QuotedWord || (name.kind == TokenKind::Word && !isKeyword(name.text));
    if (isName)
        item.name = stream.take().text;
    else if (isNamed)
        return stream.expected("a name after AS");
    return item;
}

} // namespace

Parsed parseExpression(std::string_view text)
{
    if (auto error = tooLong(text))
        return tl::unexpected(std::move(*error));
    TokenStream stream(text);
    auto node = ExpressionParser(stream).parse();
    if (node && stream.isWord("ILIKE"))
        return wrong(stream.place(), "ILIKE is not in the language; write UPPER(…) LIKE 'ABC%'");
    if (node && stream.peek().kind != TokenKind::End)
        return stream.expected("an operator such as =, LIKE or AND, or the end");
    return node;
}

tl::expected<SelectNode, Diagnostic> parseSelect(std::string_view text)
{
    if (auto error = tooLong(text))
        return tl::unexpected(std::move(*error));
    TokenStream stream(text);
    ExpressionParser parser(stream);
    SelectNode select;
    if (!stream.takeWord("SELECT"))
        return stream.expected("SELECT");
    do {
        auto item = takeItem(stream, parser);
        if (!item)
            return tl::unexpected(item.error());
        select.items.push_back(std::move(*item));
    } while (stream.takeSymbol(","));
    if (!stream.takeWord("FROM"))
        return stream.expected("',' or FROM");
    const auto& name = stream.peek();
    if (name.kind != TokenKind::QuotedWord && (name.kind != TokenKind::Word || isKeyword(name.text)))
        return stream.expected("the name of a table after FROM");
    select.tablePlace = stream.place();
    select.table = stream.take().text;
    const auto isNamed = stream.takeWord("AS");
    if (stream.peek().kind == TokenKind::QuotedWord
        || (stream.peek().kind == TokenKind::Word && !isKeyword(stream.peek().text)))
        select.alias = stream.take().text;
    else if (isNamed)
        return stream.expected("a name after AS");
    if (stream.takeWord("WHERE")) {
        auto where = parser.parse();
        if (!where)
            return tl::unexpected(where.error());
        select.where = std::move(*where);
    }
    stream.takeSymbol(";");
    if (stream.peek().kind != TokenKind::End)
        return stream.expected("WHERE or the end");
    return select;
}

} // namespace eventscope::expression
