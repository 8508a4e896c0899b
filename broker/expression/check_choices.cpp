// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "broker/expression/checker.h"
#include "broker/expression/logic_operations.h"
#include "broker/expression/number_operations.h"
#include "broker/expression/program_builder.h"

namespace eventscope::expression {

tl::expected<Type, Diagnostic> Checker::unify(std::vector<Term*> terms, const Node& node)
{
    Type beside = textType();
    for (const auto* term : terms) {
        if (term->type.kind != TypeKind::Payload && term->type.kind != TypeKind::Null) {
            beside = term->type;
            break;
        }
    }
    std::optional<Type> merged;
    for (auto* term : terms) {
        *term = settled(std::move(*term), beside);
        const auto next = merged ? mergedType(*merged, term->type) : std::optional(term->type);
        if (!next)
            return refused(term->place,
                "The values of " + node.text + " need one type: found " + toText(term->type.withNullable(true))
                    + " beside " + toText(merged->withNullable(true)));
        merged = next;
    }
    for (auto* term : terms) {
        const auto isNullable = term->type.isNullable;
        *term = converted(std::move(*term), merged->withNullable(isNullable));
    }
    return merged.value_or(textType());
}

Checked Checker::checkCase(const Node& node)
{
    const auto isIf = node.text == "IF";
    if (isIf && node.children.size() != 3)
        return refused(node.signPlace,
            "IF takes 3 arguments (condition, value, otherwise), found " + std::to_string(node.children.size()));
    std::vector<Term> parts;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const auto isCondition = i % 2 == 0 && i + 1 < node.children.size();
        auto part = isCondition
            ? checkBoolean(node.children[i], isIf ? "IF takes a condition first" : "WHEN takes a condition")
            : check(node.children[i]);
        if (!part)
            return part;
        parts.push_back(std::move(*part));
    }
    return choiceOf(std::move(parts), node);
}

Checked Checker::choiceOf(std::vector<Term> parts, const Node& node)
{
    if (parts.size() % 2 == 0)
        parts.push_back(typedNull(simpleType(TypeKind::Null), node.place));
    std::vector<Term*> results;
    for (std::size_t i = 1; i < parts.size(); i += 2)
        results.push_back(&parts[i]);
    results.push_back(&parts.back());
    const auto type = unify(std::move(results), node);
    if (!type)
        return tl::unexpected(type.error());
    Term term;
    term.form = Term::Form::Case;
    term.type = *type;
    term.place = node.place;
    term.arguments = std::move(parts);
    return term;
}

Checked Checker::checkSimpleCase(const Node& node)
{
    auto terms = checkAll(node.children);
    if (!terms)
        return tl::unexpected(terms.error());
    auto operand = std::move(terms->front());
    terms->erase(terms->begin());
    operand = settled(std::move(operand), terms->front().type);
    return shared(std::move(operand), [&](const Term& value) -> Checked {
        std::vector<Term> parts;
        for (std::size_t i = 0; i + 1 < terms->size(); i += 2) {
            auto condition = comparisonOf("=", value, std::move((*terms)[i]), node, TextBesideNumber::Refused);
            if (!condition)
                return condition;
            parts.push_back(std::move(*condition));
            parts.push_back(std::move((*terms)[i + 1]));
        }
        if (terms->size() % 2 == 1)
            parts.push_back(std::move(terms->back()));
        return choiceOf(std::move(parts), node);
    });
}

Checked Checker::checkCoalesce(const Node& node)
{
    auto terms = checkAll(node.children);
    if (!terms)
        return tl::unexpected(terms.error());
    if (terms->empty() || (node.text == "IFNULL" && terms->size() != 2))
        return refused(
            node.signPlace, node.text + (node.text == "IFNULL" ? " takes 2 arguments" : " takes at least 1 argument"));
    std::vector<Term*> results;
    for (auto& term : *terms)
        results.push_back(&term);
    auto type = unify(std::move(results), node);
    if (!type)
        return tl::unexpected(type.error());
    type->isNullable = std::all_of(terms->begin(), terms->end(), [](const Term& term) { return term.type.isNullable; });
    Term term;
    term.form = Term::Form::Coalesce;
    term.type = *type;
    term.place = node.place;
    term.arguments = std::move(*terms);
    return term;
}

Checked Checker::checkExtreme(const Node& node)
{
    auto terms = checkAll(node.children);
    if (!terms)
        return tl::unexpected(terms.error());
    if (terms->empty())
        return refused(node.signPlace, node.text + " takes at least 1 argument");
    std::vector<Term*> results;
    for (auto& term : *terms)
        results.push_back(&term);
    const auto type = unify(std::move(results), node);
    if (!type)
        return tl::unexpected(type.error());
    return folded(Term::call(extreme(node.text == "GREATEST", *type), *type, std::move(*terms), node.place));
}

Checked Checker::checkNullIf(const Node& node)
{
    auto terms = checkAll(node.children);
    if (!terms)
        return tl::unexpected(terms.error());
    if (terms->size() != 2)
        return refused(node.signPlace, "NULLIF takes 2 arguments, found " + std::to_string(terms->size()));
    auto value = settled(std::move((*terms)[0]), (*terms)[1].type);
    return shared(std::move(value), [&](const Term& left) -> Checked {
        auto equal = comparisonOf("=", left, std::move((*terms)[1]), node, TextBesideNumber::Refused);
        if (!equal)
            return equal;
        const auto type = left.type.withNullable(true);
        return Term::call(nullIfTrue, type, listOf(left, std::move(*equal)), node.place);
    });
}

} // namespace eventscope::expression
