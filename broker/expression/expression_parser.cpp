// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/expression_parser.h"

#include <array>
#include <utility>

namespace eventscope::expression {
namespace {

// The precedences of Calcite, which parses for Flink.
constexpr int OrBinds = 22;
constexpr int AndBinds = 24;
constexpr int NotBinds = 26;
constexpr int IsBinds = 28;
constexpr int CompareBinds = 30;
constexpr int MatchBinds = 32;
constexpr int AddBinds = 40;
constexpr int MultiplyBinds = 60;
constexpr int SignBinds = 80;

int symbolPrecedence(const std::string& symbol)
{
    struct Entry {
        std::string_view symbol;
        int precedence;
    };
    static constexpr std::array<Entry, 12> Entries{{{"=", CompareBinds}, {"<>", CompareBinds}, {"<", CompareBinds},
        {">", CompareBinds}, {"<=", CompareBinds}, {">=", CompareBinds}, {"+", AddBinds}, {"-", AddBinds},
        {"*", MultiplyBinds}, {"/", MultiplyBinds}, {"%", MultiplyBinds}, {"||", MultiplyBinds}}};
    for (const auto& entry : Entries) {
        if (entry.symbol == symbol)
            return entry.precedence;
    }
    return -1;
}

bool isMatchWord(const TokenStream& stream, std::size_t ahead)
{
    return stream.isWord("LIKE", ahead) || stream.isWord("SIMILAR", ahead) || stream.isWord("BETWEEN", ahead)
        || stream.isWord("IN", ahead);
}

/// How tightly the operator at the front of the stream binds; -1 where there is none.
int precedenceAt(const TokenStream& stream)
{
    if (stream.peek().kind == TokenKind::Symbol)
        return symbolPrecedence(stream.peek().text);
    if (stream.isWord("OR"))
        return OrBinds;
    if (stream.isWord("AND"))
        return AndBinds;
    if (stream.isWord("IS"))
        return IsBinds;
    if (isMatchWord(stream, 0) || (stream.isWord("NOT") && isMatchWord(stream, 1)))
        return MatchBinds;
    return -1;
}

Node leaf(NodeKind kind, const Token& token, std::string text)
{
    Node node;
    node.kind = kind;
    node.place = {token.offset, token.length};
    node.text = std::move(text);
    return node;
}

} // namespace

Parsed ExpressionParser::parse(int least)
{
    // Parentheses and prefixes nest here before a tree exists whose depth could be looked at.
    if (++m_depth > MaxDepth)
        return wrong(m_stream.place(), "The expression is nested deeper than 200 levels; split it up");
    auto left = parsePrefix();
    while (left) {
        const auto precedence = precedenceAt(m_stream);
        if (precedence < 0 || precedence < least)
            break;
        const auto sign = m_stream.peek();
        left = continueWith(std::move(*left), sign, precedence);
    }
    --m_depth;
    return left;
}

Parsed ExpressionParser::continueWith(Node left, const Token& sign, int precedence)
{
    if (precedence == IsBinds)
        return parseIs(std::move(left));
    if (precedence == MatchBinds)
        return parseMatch(std::move(left));
    m_stream.take();
    auto right = parse(precedence + 1);
    if (!right)
        return right;
    const auto name = upperCase(sign.text);
    // A long chain of ANDs is one node, so that its length does not count as depth.
    if ((name == "AND" || name == "OR") && left.kind == NodeKind::Call && left.text == name) {
        left.place = left.place.to(right->place);
        left.depth = std::max(left.depth, right->depth + 1);
        left.children.push_back(std::move(*right));
        return left;
    }
    std::vector<Node> operands;
    operands.push_back(std::move(left));
    operands.push_back(std::move(*right));
    return makeCall(name, {sign.offset, sign.length}, std::move(operands));
}

Parsed ExpressionParser::makeCall(std::string name, Place sign, std::vector<Node> children)
{
    Node node;
    node.kind = NodeKind::Call;
    node.text = std::move(name);
    node.signPlace = sign;
    node.place = sign;
    for (const auto& child : children) {
        node.depth = std::max(node.depth, child.depth + 1);
        const auto start = std::min(node.place.offset, child.place.offset);
        const auto end = std::max(node.place.offset + node.place.length, child.place.offset + child.place.length);
        node.place = {start, end - start};
    }
    node.children = std::move(children);
    if (node.depth > MaxDepth)
        return wrong(sign, "The expression is nested deeper than 200 levels; split it up");
    return node;
}

Parsed ExpressionParser::missingExpression() const
{
    const auto before = m_stream.textBefore();
    return m_stream.expected(before.empty() ? "an expression" : "an expression after '" + before + "'");
}

Parsed ExpressionParser::parseUnary(std::string_view name, int least)
{
    const auto token = m_stream.take();
    auto operand = parse(least);
    if (!operand)
        return operand;
    std::vector<Node> operands;
    operands.push_back(std::move(*operand));
    return makeCall(std::string(name), {token.offset, token.length}, std::move(operands));
}

Parsed ExpressionParser::parsePrefix()
{
    if (m_stream.isWord("NOT"))
        return parseUnary("NOT", NotBinds + 1);
    if (m_stream.isSymbol("-"))
        return parseUnary("NEGATE", SignBinds);
    if (m_stream.isSymbol("+"))
        return parseUnary("PLUS", SignBinds);
    return parseOperand();
}

Parsed ExpressionParser::parseOperand()
{
    const auto& token = m_stream.peek();
    if (token.kind == TokenKind::Number)
        return leaf(NodeKind::Number, token, m_stream.take().text);
    if (token.kind == TokenKind::Text)
        return leaf(NodeKind::Text, token, m_stream.take().text);
    if (m_stream.isSymbol("("))
        return parseParenthesis();
    if (token.kind == TokenKind::QuotedWord)
        return parseName();
    if (token.kind != TokenKind::Word)
        return missingExpression();

    const auto word = upperCase(token.text);
    if (word == "TRUE" || word == "FALSE" || word == "NULL" || word == "UNKNOWN") {
        const auto taken = m_stream.take();
        return leaf(word == "TRUE" || word == "FALSE" ? NodeKind::Boolean : NodeKind::Null, taken, word);
    }
    const auto isBeforeText = m_stream.peek(1).kind == TokenKind::Text;
    if (word == "INTERVAL" || (isBeforeText && (word == "DATE" || word == "TIMESTAMP"))) {
        const auto taken = m_stream.take();
        return takeLiteral(m_stream, taken);
    }
    if (word == "CASE")
        return parseCase();
    if (m_stream.isSymbol("(", 1))
        return parseCall();
    return isKeyword(word) ? missingExpression() : parseName();
}

Parsed ExpressionParser::parseParenthesis()
{
    const auto open = m_stream.take();
    auto inner = parse();
    if (!inner)
        return inner;
    const auto close = m_stream.place();
    if (!m_stream.takeSymbol(")"))
        return m_stream.expected("')' or an operator");
    inner->place = Place{open.offset, open.length}.to(close);
    return inner;
}

Parsed ExpressionParser::parseName()
{
    const auto first = m_stream.take();
    auto node = leaf(NodeKind::Name, first, {});
    node.path.push_back(first.text);
    while (m_stream.isSymbol(".") || m_stream.isSymbol("[")) {
        const auto isIndex = m_stream.take().text == "[";
        const auto& step = m_stream.peek();
        const auto isName = step.kind == TokenKind::Word || step.kind == TokenKind::QuotedWord;
        if (isIndex ? step.kind != TokenKind::Text && step.kind != TokenKind::Number
                    : !isName && step.kind != TokenKind::Number)
            return m_stream.expected(isIndex ? "a 'name' or a number between [ and ]" : "a name after '.'");
        node.path.push_back(m_stream.take().text);
        if (isIndex && !m_stream.takeSymbol("]"))
            return m_stream.expected("']'");
        if (node.path.size() > 64)
            return wrong(node.place, "The path has more than 64 steps");
    }
    node.place = node.place.to(m_stream.lastPlace());
    return node;
}

Parsed ExpressionParser::parseIs(Node left)
{
    const auto start = m_stream.place();
    m_stream.take();
    std::string name = m_stream.takeWord("NOT") ? "IS NOT " : "IS ";
    std::vector<Node> operands;
    operands.push_back(std::move(left));
    if (m_stream.takeWord("DISTINCT")) {
        if (!m_stream.takeWord("FROM"))
            return m_stream.expected("FROM after DISTINCT");
        const auto sign = start.to(m_stream.lastPlace());
        auto right = parse(CompareBinds + 1);
        if (!right)
            return right;
        operands.push_back(std::move(*right));
        return makeCall(name + "DISTINCT FROM", sign, std::move(operands));
    }
    for (const auto* const word : {"NULL", "TRUE", "FALSE", "UNKNOWN"}) {
        if (m_stream.takeWord(word))
            return makeCall(name + (word == std::string_view("UNKNOWN") ? "NULL" : word),
                start.to(m_stream.lastPlace()), std::move(operands));
    }
    return m_stream.expected("NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM after IS");
}

Parsed ExpressionParser::parseMatch(Node left)
{
    const auto start = m_stream.place();
    const auto isNegated = m_stream.takeWord("NOT");
    if (m_stream.takeWord("BETWEEN"))
        return parseBetween(std::move(left), isNegated);
    if (m_stream.takeWord("IN"))
        return parseIn(std::move(left), isNegated);
    const auto name = std::string(m_stream.isWord("LIKE") ? "LIKE" : "SIMILAR TO");
    m_stream.take();
    if (name == "SIMILAR TO" && !m_stream.takeWord("TO"))
        return m_stream.expected("TO after SIMILAR");
    const auto sign = start.to(m_stream.lastPlace());
    std::vector<Node> operands;
    operands.push_back(std::move(left));
    auto pattern = parse(MatchBinds + 1);
    if (!pattern)
        return pattern;
    operands.push_back(std::move(*pattern));
    if (m_stream.takeWord("ESCAPE")) {
        auto escape = parse(MatchBinds + 1);
        if (!escape)
            return escape;
        operands.push_back(std::move(*escape));
    }
    auto match = makeCall(name, sign, std::move(operands));
    if (!match || !isNegated)
        return match;
    std::vector<Node> negated;
    negated.push_back(std::move(*match));
    return makeCall("NOT", sign, std::move(negated));
}

Parsed ExpressionParser::parseBetween(Node left, bool isNegated)
{
    const auto sign = m_stream.lastPlace();
    m_stream.takeWord("ASYMMETRIC");
    auto low = parse(MatchBinds + 1);
    if (!low)
        return low;
    if (!m_stream.takeWord("AND"))
        return m_stream.expected("AND between the two bounds of BETWEEN");
    auto high = parse(MatchBinds + 1);
    if (!high)
        return high;
    std::vector<Node> operands;
    operands.push_back(std::move(left));
    operands.push_back(std::move(*low));
    operands.push_back(std::move(*high));
    return makeCall(std::string(isNegated ? "NOT BETWEEN" : "BETWEEN"), sign, std::move(operands));
}

Parsed ExpressionParser::parseIn(Node left, bool isNegated)
{
    const auto sign = m_stream.lastPlace();
    if (!m_stream.takeSymbol("("))
        return m_stream.expected("a list in parentheses after IN, as in IN ('a', 'b')");
    std::vector<Node> operands;
    operands.push_back(std::move(left));
    do {
        if (m_stream.isWord("SELECT"))
            return wrong(m_stream.place(), "A query is not possible inside IN; write the values: IN ('a', 'b')");
        auto element = parse();
        if (!element)
            return element;
        operands.push_back(std::move(*element));
    } while (m_stream.takeSymbol(","));
    const auto close = m_stream.place();
    if (!m_stream.takeSymbol(")"))
        return m_stream.expected("',' or ')' in the list of IN");
    auto call = makeCall(isNegated ? "NOT IN" : "IN", sign, std::move(operands));
    if (call)
        call->place = call->place.to(close);
    return call;
}

} // namespace eventscope::expression
