// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "broker/expression/checker.h"

namespace eventscope::expression {

/// A function as completion and help show it.
struct FunctionHelp {
    std::string_view name;
    std::string_view form; ///< `SUBSTRING(text, start[, length])`
    std::string_view description;
};
[[nodiscard]] std::span<const FunctionHelp> functionHelp();

using CheckArgument = std::function<Checked(const Node&)>;

/// A call of a function by its name.
[[nodiscard]] Checked checkFunction(const Node& node, const CheckArgument& check);
/// The functions on time, for checkFunction; nullopt where the name is another.
[[nodiscard]] std::optional<Checked> checkTimeFunction(const Node& node, const CheckArgument& check);
/// ROUND, FLOOR, JSON_VALUE and others whose type follows from their arguments.
[[nodiscard]] std::optional<Checked> checkTypedFunction(const Node& node, const CheckArgument& check);

} // namespace eventscope::expression
