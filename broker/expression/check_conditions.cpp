// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>
#include <utility>

#include "broker/expression/checker.h"
#include "broker/expression/logic_operations.h"
#include "broker/expression/number_operations.h"
#include "broker/expression/program_builder.h"

namespace eventscope::expression {
namespace {

const Type BooleanType = simpleType(TypeKind::Boolean);

/// Flink's words, and the way out.
tl::unexpected<Diagnostic> noImplicitConversion(const Term& a, const Term& b, const Node& node)
{
    const auto& text = a.type.isText() ? a : b;
    const auto& number = a.type.isText() ? b : a;
    auto message = "implicit type conversion between " + kindText(a.type.kind == TypeKind::Char ? textType() : a.type)
        + " and " + kindText(b.type.kind == TypeKind::Char ? textType() : b.type) + " is not supported now";
    if (number.isConstant())
        message += "; put the number in quotes, as in '42', or convert the text: CAST(… AS "
            + toText(number.type.withNullable(true)) + ")";
    else if (text.isConstant())
        message += "; write the number without quotes";
    else
        message += "; convert one of them, as in CAST(… AS STRING)";
    return refused(node.place, std::move(message));
}

Term negated(Term term)
{
    const auto type = term.type;
    const auto place = term.place;
    return folded(Term::call(negate, type, listOf(std::move(term)), place));
}

} // namespace

Checked Checker::checkComparison(const Node& node)
{
    auto a = check(node.children[0]);
    if (!a)
        return a;
    auto b = check(node.children[1]);
    if (!b)
        return b;
    const auto isEquality = node.text == "=" || node.text == "<>";
    return comparisonOf(node.text, std::move(*a), std::move(*b), node,
        isEquality ? TextBesideNumber::Refused : TextBesideNumber::Converted);
}

Checked Checker::comparisonOf(std::string_view sign, Term a, Term b, const Node& node, TextBesideNumber texts)
{
    a = settled(std::move(a), b.type);
    b = settled(std::move(b), a.type);
    if (a.type.kind == TypeKind::Null || b.type.kind == TypeKind::Null)
        return typedNull(BooleanType, node.place);
    const auto toBeside = [](Term& text, const Type& beside) {
        text = converted(std::move(text), beside.withNullable(text.type.isNullable));
    };
    for (auto* text : {&a, &b}) {
        const auto& beside = text == &a ? b.type : a.type;
        if (!text->type.isText() || beside.isText())
            continue;
        if (beside.isNumber() && texts == TextBesideNumber::Refused)
            return noImplicitConversion(a, b, node);
        if (beside.kind == TypeKind::Boolean) { // compared with 'TRUE' or 'FALSE', as Flink does
            auto& truth = text == &a ? b : a;
            truth = converted(std::move(truth), textType());
        } else if (beside.isNumber() || beside.isTime()) {
            const auto isLiteral = text->isConstant();
            const auto shown = isLiteral ? std::string(constantText(*text).substr(0, 60)) : std::string();
            auto wanted = beside;
            if (beside.isTimestamp())
                wanted.precision = 9;
            toBeside(*text, wanted);
            if (isLiteral && !text->isConstant())
                return refused(text->place,
                    "'" + shown + "' is not a "
                        + (beside.isTime() ? "time; write 'yyyy-MM-dd HH:mm:ss' (UTC)" : "number"));
        }
    }
    const auto merged = mergedType(a.type, b.type);
    if (!merged)
        return refused(node.signPlace,
            "Cannot apply '" + std::string(sign) + "' to arguments of type '" + bracketed(a.type) + " "
                + std::string(sign) + " " + bracketed(b.type) + "'; both sides need the same kind of value");
    if (merged->kind == TypeKind::Decimal) { // each keeps its own scale
        a = converted(std::move(a), asDecimal(a.type));
        b = converted(std::move(b), asDecimal(b.type));
    } else if (!merged->isText()) {
        a = converted(std::move(a), *merged);
        b = converted(std::move(b), *merged);
    }
    const std::array<std::int16_t, 6> shape{
        static_cast<std::int16_t>(a.type.scale), static_cast<std::int16_t>(b.type.scale)};
    auto term = Term::call(comparison(sign, *merged), BooleanType.withNullable(merged->isNullable),
        listOf(std::move(a), std::move(b)), node.place);
    term.shape = shape;
    return folded(std::move(term));
}

Checked Checker::checkIs(const Node& node)
{
    const auto isAboutNull = node.text.ends_with("NULL");
    auto operand = isAboutNull ? checkValue(node.children.front())
                               : checkBoolean(node.children.front(), node.text + " takes a condition");
    if (!operand)
        return operand;
    struct Entry {
        std::string_view name;
        Operation run;
    };
    static constexpr Entry Entries[] = {{"IS NULL", isNull}, {"IS NOT NULL", isNotNull}, {"IS TRUE", isTrue},
        {"IS FALSE", isFalse}, {"IS NOT TRUE", isNotTrue}, {"IS NOT FALSE", isNotFalse}};
    const auto* const entry = std::find_if(
        std::begin(Entries), std::end(Entries), [&](const Entry& known) { return known.name == node.text; });
    return folded(Term::call(entry->run, BooleanType.withNullable(false), listOf(std::move(*operand)), node.place));
}

Checked Checker::checkDistinct(const Node& node)
{
    auto a = check(node.children[0]);
    if (!a)
        return a;
    auto b = check(node.children[1]);
    if (!b)
        return b;
    *a = settled(std::move(*a), b->type);
    *b = settled(std::move(*b), a->type);
    return shared(std::move(*a), [&](const Term& left) {
        return shared(std::move(*b), [&](const Term& right) -> Checked {
            auto equal = comparisonOf("=", left, right, node, TextBesideNumber::Refused);
            if (!equal)
                return equal;
            auto term = Term::call(
                isDistinct, BooleanType.withNullable(false), listOf(left, right, std::move(*equal)), node.place);
            return node.text == "IS DISTINCT FROM" ? std::move(term) : negated(std::move(term));
        });
    });
}

} // namespace eventscope::expression
