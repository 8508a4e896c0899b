// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "broker/expression/checker.h"
#include "broker/expression/like_pattern.h"
#include "broker/expression/logic_operations.h"
#include "broker/expression/pattern_operations.h"
#include "broker/expression/program_builder.h"
#include "broker/expression/value_set.h"

namespace eventscope::expression {
namespace {

Term negated(Term term)
{
    const auto type = term.type;
    const auto place = term.place;
    return folded(Term::call(negate, type, listOf(std::move(term)), place));
}

Term chain(Term::Form form, std::vector<Term> parts, const Place& place)
{
    const auto isNullable =
        std::any_of(parts.begin(), parts.end(), [](const Term& part) { return part.type.isNullable; });
    Term term;
    term.form = form;
    term.type = simpleType(TypeKind::Boolean).withNullable(isNullable);
    term.place = place;
    term.arguments = std::move(parts);
    return term;
}

/// What a payload value takes its type from: the first term that has one.
Type typeBeside(const std::vector<Term>& terms)
{
    for (const auto& term : terms) {
        if (term.type.kind != TypeKind::Payload && term.type.kind != TypeKind::Null)
            return term.type;
    }
    return textType();
}

/// A list of many constants is looked up, not compared one by one.
std::optional<Term> setLookup(const Term& value, const std::vector<Term>& elements, const Place& place)
{
    const auto areTexts = value.type.isText();
    if (!areTexts && !value.type.isInteger())
        return std::nullopt;
    auto set = std::make_shared<ValueSet>();
    for (const auto& element : elements) {
        if (!element.isConstant()
            || (!element.isNull() && (areTexts ? !element.type.isText() : !element.type.isInteger())))
            return std::nullopt;
        if (element.isNull())
            set->hasNull = true;
        else if (areTexts)
            set->texts.emplace_back(constantText(element));
        else
            set->integers.push_back(element.constant.integer);
    }
    std::sort(set->texts.begin(), set->texts.end());
    std::sort(set->integers.begin(), set->integers.end());
    const auto type = simpleType(TypeKind::Boolean).withNullable(value.type.isNullable || set->hasNull);
    auto term = Term::call(areTexts ? isInTexts : isInIntegers, type, listOf(value), place);
    term.resource = std::move(set);
    return folded(std::move(term));
}

} // namespace

Checked Checker::checkBetween(const Node& node)
{
    auto terms = checkAll(node.children);
    if (!terms)
        return tl::unexpected(terms.error());
    const auto beside = typeBeside(*terms);
    for (auto& term : *terms)
        term = settled(std::move(term), beside);
    return shared(std::move((*terms)[0]), [&](const Term& value) -> Checked {
        auto above = comparisonOf(">=", value, std::move((*terms)[1]), node, TextBesideNumber::Converted);
        if (!above)
            return above;
        auto below = comparisonOf("<=", value, std::move((*terms)[2]), node, TextBesideNumber::Converted);
        if (!below)
            return below;
        auto both = chain(Term::Form::And, listOf(std::move(*above), std::move(*below)), node.place);
        return node.text == "BETWEEN" ? std::move(both) : negated(std::move(both));
    });
}

Checked Checker::checkIn(const Node& node)
{
    auto terms = checkAll(node.children);
    if (!terms)
        return tl::unexpected(terms.error());
    const auto beside = typeBeside(*terms);
    for (auto& term : *terms)
        term = settled(std::move(term), beside);
    auto value = std::move(terms->front());
    terms->erase(terms->begin());
    const auto finish = [&node](Term term) { return node.text == "IN" ? std::move(term) : negated(std::move(term)); };
    if (auto lookup = setLookup(value, *terms, node.place))
        return finish(std::move(*lookup));
    return shared(std::move(value), [&](const Term& left) -> Checked {
        std::vector<Term> parts;
        for (auto& element : *terms) {
            auto equal = comparisonOf("=", left, std::move(element), node, TextBesideNumber::Converted);
            if (!equal)
                return equal;
            parts.push_back(std::move(*equal));
        }
        return finish(
            parts.size() == 1 ? std::move(parts.front()) : chain(Term::Form::Or, std::move(parts), node.place));
    });
}

Checked Checker::checkMatch(const Node& node)
{
    auto terms = checkAll(node.children);
    if (!terms)
        return tl::unexpected(terms.error());
    auto isNullable = false;
    for (auto& term : *terms) {
        term = settled(std::move(term), textType());
        if (term.type.kind == TypeKind::Null)
            return typedNull(simpleType(TypeKind::Boolean), node.place);
        if (!term.type.isText())
            return refused(term.place,
                "Cannot apply '" + node.text + "' to a value of type " + toText(term.type.withNullable(true))
                    + "; convert it to a text first: CAST(… AS STRING)");
        isNullable = isNullable || term.type.isNullable;
    }
    const auto type = simpleType(TypeKind::Boolean).withNullable(isNullable);
    const auto isConstant =
        std::all_of(terms->begin() + 1, terms->end(), [](const Term& term) { return term.isConstant(); });
    const auto isLike = node.text == "LIKE";
    if (!isConstant)
        return isLike ? Checked(Term::call(likeValue, type, std::move(*terms), node.place))
                      : refused((*terms)[1].place,
                          "The pattern of SIMILAR TO has to be a text in quotes; use REGEXP for one that varies");
    const auto pattern = constantText((*terms)[1]);
    const auto escape = terms->size() > 2 ? std::optional(constantText((*terms)[2])) : std::nullopt;
    const auto patternPlace = (*terms)[1].place;
    std::shared_ptr<const void> resource;
    if (isLike) {
        auto like = LikePattern::parse(pattern, escape);
        if (!like)
            return refused(patternPlace, like.error());
        resource = std::make_shared<const LikePattern>(std::move(*like));
    } else {
        const auto text = similarToRegex(pattern, escape);
        auto regex = text ? compileRegex(*text)
                          : tl::expected<std::shared_ptr<const void>, std::string>(tl::unexpected(text.error()));
        if (!regex)
            return refused(patternPlace, regex.error());
        resource = std::move(*regex);
    }
    auto term =
        Term::call(isLike ? likeConstant : similarConstant, type, listOf(std::move(terms->front())), node.place);
    term.resource = std::move(resource);
    return folded(std::move(term));
}

} // namespace eventscope::expression
