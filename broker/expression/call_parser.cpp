// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <utility>

#include "broker/expression/expression_parser.h"

namespace eventscope::expression {
namespace {

std::vector<Node> listOf(Node first)
{
    std::vector<Node> list;
    list.push_back(std::move(first));
    return list;
}

Node wordNode(std::string text, const Place& place)
{
    Node node;
    node.kind = NodeKind::Word;
    node.text = std::move(text);
    node.place = place;
    return node;
}

} // namespace

Parsed ExpressionParser::closeCall(const std::string& name, const Place& sign, std::vector<Node> children)
{
    const auto close = m_stream.place();
    if (!m_stream.takeSymbol(")"))
        return m_stream.expected("')' at the end of " + name);
    auto call = makeCall(name, sign, std::move(children));
    if (call)
        call->place = sign.to(close);
    return call;
}

Parsed ExpressionParser::parseCall()
{
    const auto token = m_stream.take();
    const auto name = upperCase(token.text);
    const Place sign{token.offset, token.length};
    m_stream.take(); // the parenthesis that made it a call
    if (name == "CAST" || name == "TRY_CAST")
        return parseCast(name);
    if (auto special = parseSpecialArguments(name, sign))
        return std::move(*special);
    return parsePlainArguments(name, sign);
}

std::optional<Parsed> ExpressionParser::parseSpecialArguments(const std::string& name, const Place& sign)
{
    if (name == "TRIM")
        return parseTrim(sign);
    if (name == "SUBSTRING" || name == "SUBSTR")
        return parseSubstring("SUBSTRING", sign);
    if (name == "POSITION")
        return parsePosition(sign);
    if (name == "EXTRACT")
        return parseExtract(sign);
    if (name == "TIMESTAMPADD" || name == "TIMESTAMPDIFF" || name == "FLOOR" || name == "CEIL" || name == "CEILING")
        return parseWithUnit(name == "CEILING" ? "CEIL" : name, sign);
    if (name == "JSON_VALUE" || name == "JSON_EXISTS")
        return parseJson(name, sign);
    static constexpr std::array<std::string_view, 8> Aggregates{
        "COUNT", "SUM", "AVG", "MIN", "MAX", "LISTAGG", "FIRST_VALUE", "LAST_VALUE"};
    if (std::find(Aggregates.begin(), Aggregates.end(), name) != Aggregates.end())
        return wrong(sign,
            "Aggregate expression is illegal in WHERE clause: " + name + " needs a rule, a filter looks at one event");
    return std::nullopt;
}

Parsed ExpressionParser::parsePlainArguments(const std::string& name, const Place& sign)
{
    std::vector<Node> arguments;
    if (m_stream.isSymbol(")"))
        return closeCall(name, sign, std::move(arguments));
    do {
        auto argument = parse();
        if (!argument)
            return argument;
        arguments.push_back(std::move(*argument));
    } while (m_stream.takeSymbol(","));
    if (!m_stream.isSymbol(")"))
        return m_stream.expected("',' or ')' in the arguments of " + name);
    return closeCall(name, sign, std::move(arguments));
}

Parsed ExpressionParser::parseCast(const std::string& name)
{
    const auto sign = m_stream.lastPlace();
    auto operand = parse();
    if (!operand)
        return operand;
    if (!m_stream.takeWord("AS"))
        return m_stream.expected("AS and a type, as in " + name + "(… AS INT)");
    const auto type = takeType(m_stream);
    if (!type)
        return tl::unexpected(type.error());
    auto call = closeCall(name, {sign.offset - name.size(), name.size()}, listOf(std::move(*operand)));
    if (call) {
        call->kind = NodeKind::Cast;
        call->type = *type;
    }
    return call;
}

Parsed ExpressionParser::parseCase()
{
    const auto start = m_stream.place();
    m_stream.take();
    std::vector<Node> parts;
    std::string name = "CASE";
    if (!m_stream.isWord("WHEN")) {
        auto operand = parse();
        if (!operand)
            return operand;
        parts.push_back(std::move(*operand));
        name = "CASE OF";
    }
    while (m_stream.takeWord("WHEN")) {
        auto condition = parse();
        if (!condition)
            return condition;
        if (!m_stream.takeWord("THEN"))
            return m_stream.expected("THEN after the condition of WHEN");
        auto result = parse();
        if (!result)
            return result;
        parts.push_back(std::move(*condition));
        parts.push_back(std::move(*result));
    }
    if (parts.size() < 2)
        return m_stream.expected("WHEN after CASE");
    if (m_stream.takeWord("ELSE")) {
        auto otherwise = parse();
        if (!otherwise)
            return otherwise;
        parts.push_back(std::move(*otherwise));
    }
    const auto end = m_stream.place();
    if (!m_stream.takeWord("END"))
        return m_stream.expected("WHEN, ELSE or END of CASE");
    auto call = makeCall(name, start, std::move(parts));
    if (call)
        call->place = start.to(end);
    return call;
}

Parsed ExpressionParser::parseTrim(const Place& sign)
{
    const auto isSided = m_stream.isWord("BOTH") || m_stream.isWord("LEADING") || m_stream.isWord("TRAILING");
    const auto side = isSided ? upperCase(m_stream.take().text) : std::string("BOTH");
    std::vector<Node> arguments;
    arguments.push_back(wordNode(side, m_stream.lastPlace()));
    if (!m_stream.isWord("FROM")) {
        auto first = parse();
        if (!first)
            return first;
        arguments.push_back(std::move(*first));
    }
    if (m_stream.takeWord("FROM")) {
        auto from = parse();
        if (!from)
            return from;
        arguments.insert(arguments.begin() + 1, std::move(*from));
    } else if (isSided) {
        return m_stream.expected("FROM, as in TRIM(" + side + " 'x' FROM key)");
    }
    return closeCall("TRIM", sign, std::move(arguments));
}

Parsed ExpressionParser::parseSubstring(const std::string& name, const Place& sign)
{
    auto text = parse();
    if (!text)
        return text;
    auto arguments = listOf(std::move(*text));
    const auto isWordy = m_stream.takeWord("FROM");
    if (!isWordy && !m_stream.takeSymbol(","))
        return m_stream.expected("',' or FROM and the first position");
    auto start = parse();
    if (!start)
        return start;
    arguments.push_back(std::move(*start));
    if (isWordy ? m_stream.takeWord("FOR") : m_stream.takeSymbol(",")) {
        auto length = parse();
        if (!length)
            return length;
        arguments.push_back(std::move(*length));
    }
    return closeCall(name, sign, std::move(arguments));
}

Parsed ExpressionParser::parsePosition(const Place& sign)
{
    auto part = parse(33); // tighter than IN, which stands between the two
    if (!part)
        return part;
    if (!m_stream.takeWord("IN"))
        return m_stream.expected("IN, as in POSITION('x' IN key)");
    auto whole = parse(33);
    if (!whole)
        return whole;
    auto arguments = listOf(std::move(*part));
    arguments.push_back(std::move(*whole));
    return closeCall("POSITION", sign, std::move(arguments));
}

Parsed ExpressionParser::parseUnit()
{
    static constexpr std::array<std::string_view, 19> Units{"YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DOY", "DOW",
        "ISODOW", "ISOYEAR", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND", "NANOSECOND", "EPOCH", "DECADE",
        "CENTURY", "MILLENNIUM"};
    const auto unit = m_stream.peek().kind == TokenKind::Word ? upperCase(m_stream.peek().text) : std::string();
    if (std::find(Units.begin(), Units.end(), unit) == Units.end())
        return m_stream.expected("a unit: YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, …");
    const auto place = m_stream.place();
    m_stream.take();
    return wordNode(unit, place);
}

Parsed ExpressionParser::parseExtract(const Place& sign)
{
    auto unit = parseUnit();
    if (!unit)
        return unit;
    if (!m_stream.takeWord("FROM"))
        return m_stream.expected("FROM, as in EXTRACT(YEAR FROM time)");
    auto from = parse();
    if (!from)
        return from;
    auto arguments = listOf(std::move(*unit));
    arguments.push_back(std::move(*from));
    return closeCall("EXTRACT", sign, std::move(arguments));
}

Parsed ExpressionParser::parseWithUnit(const std::string& name, const Place& sign)
{
    std::vector<Node> arguments;
    if (name == "FLOOR" || name == "CEIL") {
        auto number = parse();
        if (!number)
            return number;
        arguments.push_back(std::move(*number));
        if (m_stream.takeWord("TO")) {
            auto unit = parseUnit();
            if (!unit)
                return unit;
            arguments.push_back(std::move(*unit));
        }
        return closeCall(name, sign, std::move(arguments));
    }
    auto unit = parseUnit();
    if (!unit)
        return unit;
    arguments.push_back(std::move(*unit));
    for (int i = 0; i < 2; ++i) {
        if (!m_stream.takeSymbol(","))
            return m_stream.expected("',' and another argument of " + name);
        auto argument = parse();
        if (!argument)
            return argument;
        arguments.push_back(std::move(*argument));
    }
    return closeCall(name, sign, std::move(arguments));
}

Parsed ExpressionParser::parseJson(const std::string& name, const Place& sign)
{
    auto json = parse();
    if (!json)
        return json;
    auto arguments = listOf(std::move(*json));
    if (!m_stream.takeSymbol(","))
        return m_stream.expected("',' and a path, as in " + name + "(data, '$.a.b')");
    auto path = parse();
    if (!path)
        return path;
    arguments.push_back(std::move(*path));
    auto returning = textType();
    if (name == "JSON_VALUE" && m_stream.takeWord("RETURNING")) {
        const auto type = takeType(m_stream);
        if (!type)
            return tl::unexpected(type.error());
        returning = *type;
    }
    auto call = closeCall(name, sign, std::move(arguments));
    if (call)
        call->type = returning;
    return call;
}

} // namespace eventscope::expression
