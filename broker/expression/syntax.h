// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "broker/expression/type.h"

namespace eventscope::expression {

/// A piece of the text, in bytes.
struct Place {
    std::size_t offset = 0;
    std::size_t length = 0;

    /// From the start of this one to the end of the other.
    [[nodiscard]] Place to(const Place& last) const { return {offset, last.offset + last.length - offset}; }
};

enum class NodeKind : std::uint8_t {
    Number,
    Text,
    Boolean, ///< text is TRUE or FALSE
    Null, ///< NULL and UNKNOWN
    Name, ///< path
    Literal, ///< text is DATE, TIMESTAMP or INTERVAL; path holds the value and the qualifier's words
    Word, ///< a bare word as an argument: the unit of EXTRACT
    Call, ///< text is the operator or function, upper case
    Cast, ///< text is CAST or TRY_CAST; type
};

/// A node of the syntax tree. Operators and functions are both calls.
struct Node {
    NodeKind kind = NodeKind::Null;
    Place place; ///< the whole of it
    Place signPlace; ///< of a call: the operator or the function's name
    std::string text; ///< see NodeKind
    std::vector<std::string> path;
    std::vector<Node> children;
    Type type; ///< of casts and of RETURNING
    int depth = 1; ///< levels below and including this one
};

} // namespace eventscope::expression
