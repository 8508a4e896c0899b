// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/expression/parser.h"
#include "broker/expression/token_stream.h"

namespace eventscope::expression {

/// Reads expressions off a stream by precedence climbing, with the precedences of Flink's parser.
class ExpressionParser {
public:
    explicit ExpressionParser(TokenStream& stream)
        : m_stream(stream)
    {
    }

    /// An expression whose operators bind at least as tightly as `least`.
    [[nodiscard]] Parsed parse(int least = 0);

private:
    // expression_parser.cpp
    [[nodiscard]] Parsed parsePrefix();
    [[nodiscard]] Parsed parseOperand();
    [[nodiscard]] Parsed parseParenthesis();
    [[nodiscard]] Parsed parseName();
    [[nodiscard]] Parsed parseUnary(std::string_view name, int least);
    [[nodiscard]] Parsed continueWith(Node left, const Token& sign, int precedence);
    [[nodiscard]] Parsed parseIs(Node left);
    [[nodiscard]] Parsed parseMatch(Node left);
    [[nodiscard]] Parsed parseBetween(Node left, bool isNegated);
    [[nodiscard]] Parsed parseIn(Node left, bool isNegated);
    [[nodiscard]] Parsed makeCall(std::string name, Place sign, std::vector<Node> children);
    [[nodiscard]] Parsed missingExpression() const;

    // call_parser.cpp
    [[nodiscard]] Parsed parseCall();
    [[nodiscard]] Parsed parseCase();
    [[nodiscard]] Parsed parseCast(const std::string& name);
    [[nodiscard]] Parsed parsePlainArguments(const std::string& name, const Place& sign);
    [[nodiscard]] std::optional<Parsed> parseSpecialArguments(const std::string& name, const Place& sign);
    [[nodiscard]] Parsed parseTrim(const Place& sign);
    [[nodiscard]] Parsed parseSubstring(const std::string& name, const Place& sign);
    [[nodiscard]] Parsed parsePosition(const Place& sign);
    [[nodiscard]] Parsed parseExtract(const Place& sign);
    [[nodiscard]] Parsed parseWithUnit(const std::string& name, const Place& sign);
    [[nodiscard]] Parsed parseJson(const std::string& name, const Place& sign);
    [[nodiscard]] Parsed parseUnit();
    [[nodiscard]] Parsed closeCall(const std::string& name, const Place& sign, std::vector<Node> children);

    TokenStream& m_stream;
    int m_depth = 0;
};

} // namespace eventscope::expression
