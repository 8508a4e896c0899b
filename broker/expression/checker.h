// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "broker/expression/cast_operations.h"
#include "broker/expression/diagnostic.h"
#include "broker/expression/scope.h"
#include "broker/expression/syntax.h"
#include "broker/expression/term.h"

namespace eventscope::expression {

using Checked = tl::expected<Term, Diagnostic>;

/// Gives every node of a syntax tree its type, with Flink's rules, and chooses the operations.
class Checker {
public:
    explicit Checker(const Scope& scope)
        : m_scope(scope)
    {
    }

    /// A value; one that stands alone inside a payload becomes a text.
    [[nodiscard]] Checked checkValue(const Node& node);
    /// A condition, as WHERE needs it.
    [[nodiscard]] Checked checkCondition(const Node& node);

private:
    [[nodiscard]] Checked check(const Node& node);
    [[nodiscard]] tl::expected<std::vector<Term>, Diagnostic> checkAll(const std::vector<Node>& nodes);
    [[nodiscard]] Checked checkName(const Node& node);
    [[nodiscard]] Checked checkNumber(const Node& node);
    [[nodiscard]] Checked checkLiteral(const Node& node);
    [[nodiscard]] Checked checkCall(const Node& node);
    [[nodiscard]] Checked checkCast(const Node& node);
    [[nodiscard]] Checked checkBoolean(const Node& node, std::string_view where);

    // check_operators.cpp
    [[nodiscard]] Checked checkLogic(const Node& node);
    [[nodiscard]] Checked checkSign(const Node& node);
    [[nodiscard]] Checked checkArithmetic(const Node& node);
    [[nodiscard]] Checked arithmeticOf(std::string_view sign, Term a, Term b, const Node& node);
    [[nodiscard]] Checked timeArithmetic(std::string_view sign, Term a, Term b, const Node& node);
    [[nodiscard]] Checked checkConcat(const Node& node);

    // check_conditions.cpp
    [[nodiscard]] Checked checkComparison(const Node& node);
    /// Texts on one side of a number: refused by = and <>, converted by the others.
    enum class TextBesideNumber { Refused, Converted };
    [[nodiscard]] Checked comparisonOf(std::string_view sign, Term a, Term b, const Node& node, TextBesideNumber texts);
    [[nodiscard]] Checked checkIs(const Node& node);
    [[nodiscard]] Checked checkDistinct(const Node& node);
    [[nodiscard]] Checked checkBetween(const Node& node);
    [[nodiscard]] Checked checkIn(const Node& node);
    [[nodiscard]] Checked checkMatch(const Node& node);

    // check_choices.cpp
    [[nodiscard]] Checked checkCase(const Node& node);
    [[nodiscard]] Checked checkSimpleCase(const Node& node);
    [[nodiscard]] Checked choiceOf(std::vector<Term> parts, const Node& node);
    [[nodiscard]] Checked checkCoalesce(const Node& node);
    [[nodiscard]] Checked checkExtreme(const Node& node);
    [[nodiscard]] Checked checkNullIf(const Node& node);
    /// Brings the terms to one type; the place is told where there is none.
    [[nodiscard]] tl::expected<Type, Diagnostic> unify(std::vector<Term*> terms, const Node& node);

    /// `value` once, used by what `use` makes of it. A cheap one is simply copied.
    [[nodiscard]] Checked shared(Term value, const std::function<Checked(const Term&)>& use);

    const Scope& m_scope; // outlives the checker, which lives for one compilation
    int m_lets = 0;
};

/// A value inside a payload with the type that the other operand gives it; other terms as they are.
[[nodiscard]] Term settled(Term term, const Type& beside);
/// A value inside a payload as that very type; `run` is null where no JSON value is one.
[[nodiscard]] Term payloadAs(Term term, const Type& type);
/// The term as another type; implicit, so it is known to be possible.
[[nodiscard]] Term converted(Term term, const Type& to);
[[nodiscard]] Term typedNull(const Type& type, const Place& place);
[[nodiscard]] tl::unexpected<Diagnostic> refused(const Place& place, std::string message);

/// How Flink names an argument's type in its messages: `<VARCHAR>`.
[[nodiscard]] std::string bracketed(const Type& type);

} // namespace eventscope::expression
