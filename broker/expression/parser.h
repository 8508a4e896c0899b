// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "broker/expression/diagnostic.h"
#include "broker/expression/lexer.h"
#include "broker/expression/syntax.h"

namespace eventscope::expression {

/// Bounds what one text can cost.
constexpr std::size_t MaxTextBytes = 64 * 1024;
constexpr int MaxDepth = 200;

using Parsed = tl::expected<Node, Diagnostic>;

/// An expression that takes the whole text.
[[nodiscard]] Parsed parseExpression(std::string_view text);

/// `SELECT …, … FROM name WHERE …`.
struct SelectNode {
    struct Item {
        Node expression;
        std::string name; ///< the alias; empty where there is none
        bool isStar = false;
    };
    std::vector<Item> items;
    std::string table;
    Place tablePlace;
    std::string alias;
    std::optional<Node> where;
};
[[nodiscard]] tl::expected<SelectNode, Diagnostic> parseSelect(std::string_view text);

/// A type as CAST and column definitions write it: `DECIMAL(10, 2)`, `TIMESTAMP_LTZ(3) NOT NULL`.
[[nodiscard]] tl::expected<Type, Diagnostic> parseType(std::string_view text);

} // namespace eventscope::expression
