// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "broker/expression/checker.h"
#include "broker/expression/logic_operations.h"
#include "broker/expression/number_operations.h"
#include "broker/expression/program_builder.h"
#include "broker/expression/text_operations.h"
#include "broker/expression/time_operations.h"

namespace eventscope::expression {
namespace {

tl::unexpected<Diagnostic> cannotApply(const Node& node, std::string_view sign, const Type& a, const Type& b)
{
    auto message = "Cannot apply '" + std::string(sign) + "' to arguments of type '" + bracketed(a) + " "
        + std::string(sign) + " " + bracketed(b) + "'";
    if (a.isText() || b.isText())
        message += "; convert the text first: CAST(… AS DOUBLE)";
    else if (a.isTime() && b.isTime())
        message += "; the time between two times is TIMESTAMPDIFF(SECOND, …, …)";
    else if (a.isTime() || b.isTime())
        message += "; a time takes an interval: time + INTERVAL '5' MINUTE";
    return refused(node.signPlace, std::move(message));
}

/// The type of `+ - * / %` over two numbers; see facts of Flink's type system.
Type numberType(std::string_view sign, const Type& a, const Type& b)
{
    if (a.isApproximate() || b.isApproximate()) {
        if (a.kind == TypeKind::Decimal || b.kind == TypeKind::Decimal)
            return simpleType(TypeKind::Double);
        return simpleType(a.isApproximate() ? a.kind : b.kind); // the first one decides: FLOAT + DOUBLE is FLOAT
    }
    if (a.isInteger() && b.isInteger())
        return simpleType(std::max(a.kind, b.kind));
    const auto left = asDecimal(a);
    const auto right = asDecimal(b);
    const auto scale = std::max(left.scale, right.scale);
    switch (sign.front()) {
    case '*':
        return decimalType(left.precision + right.precision + 1, left.scale + right.scale);
    case '/': {
        const auto quotientScale = std::max(6, left.scale + right.precision + 1);
        return decimalType(left.precision - left.scale + right.scale + quotientScale, quotientScale);
    }
    case '%':
        return decimalType(std::min(left.precision - left.scale, right.precision - right.scale) + scale, scale);
    default:
        return decimalType(std::max(left.precision - left.scale, right.precision - right.scale) + scale + 1, scale);
    }
}

bool isIntervalMath(std::string_view sign, const Type& a, const Type& b)
{
    if (a.isInterval() && b.kind == a.kind)
        return sign == "+" || sign == "-";
    return sign == "*" && ((a.isInterval() && b.isInteger()) || (a.isInteger() && b.isInterval()));
}

} // namespace

Checked Checker::checkLogic(const Node& node)
{
    std::vector<Term> parts;
    bool isNullable = false;
    for (const auto& child : node.children) {
        auto part = checkBoolean(child, node.text + " takes conditions");
        if (!part)
            return part;
        isNullable = isNullable || part->type.isNullable;
        parts.push_back(std::move(*part));
    }
    const auto type = simpleType(TypeKind::Boolean).withNullable(isNullable);
    if (node.text == "NOT")
        return folded(Term::call(negate, type, std::move(parts), node.place));
    Term term;
    term.form = node.text == "AND" ? Term::Form::And : Term::Form::Or;
    term.type = type;
    term.place = node.place;
    term.arguments = std::move(parts);
    return term;
}

Checked Checker::checkSign(const Node& node)
{
    auto operand = check(node.children.front());
    if (!operand)
        return operand;
    *operand = settled(std::move(*operand), simpleType(TypeKind::Double));
    const auto type = operand->type;
    if (!type.isNumber() && !type.isInterval() && type.kind != TypeKind::Null)
        return refused(node.signPlace,
            std::string("Cannot apply '") + (node.text == "NEGATE" ? "-" : "+") + "' to arguments of type '"
                + bracketed(type) + "'");
    if (node.text == "PLUS" || type.kind == TypeKind::Null)
        return operand;
    return folded(Term::call(negation(type.kind), type, listOf(std::move(*operand)), node.place));
}

Checked Checker::checkArithmetic(const Node& node)
{
    if (node.children.size() != 2)
        return refused(node.signPlace, node.text + " takes 2 arguments, found " + std::to_string(node.children.size()));
    auto a = check(node.children[0]);
    if (!a)
        return a;
    auto b = check(node.children[1]);
    if (!b)
        return b;
    *a = settled(std::move(*a), b->type.isNumber() ? b->type : simpleType(TypeKind::Double));
    *b = settled(std::move(*b), a->type.isNumber() ? a->type : simpleType(TypeKind::Double));
    return arithmeticOf(node.text == "MOD" ? "%" : node.text, std::move(*a), std::move(*b), node);
}

Checked Checker::arithmeticOf(std::string_view sign, Term a, Term b, const Node& node)
{
    if (a.type.isTime() || b.type.isTime() || a.type.isInterval() || b.type.isInterval())
        return timeArithmetic(sign, std::move(a), std::move(b), node);
    if (a.type.kind == TypeKind::Null || b.type.kind == TypeKind::Null)
        return typedNull(a.type.kind == TypeKind::Null ? b.type : a.type, node.place);
    if (!a.type.isNumber() || !b.type.isNumber() || (sign == "%" && (a.type.isApproximate() || b.type.isApproximate())))
        return cannotApply(node, node.text, a.type, b.type);
    const auto isNullable = a.type.isNullable || b.type.isNullable;
    const auto result = numberType(sign, a.type, b.type).withNullable(isNullable);
    const auto narrow = sign == "%" && result.isInteger() ? b.type.withNullable(isNullable) : result;
    if (result.kind == TypeKind::Decimal) {
        a = converted(std::move(a), asDecimal(a.type));
        b = converted(std::move(b), asDecimal(b.type));
    } else {
        // Both as DOUBLE where the result is FLOAT, so that it is rounded once.
        const auto operand = result.isApproximate() ? simpleType(TypeKind::Double) : result;
        a = converted(std::move(a), operand);
        b = converted(std::move(b), operand);
    }
    const std::array<std::int16_t, 6> shape{static_cast<std::int16_t>(a.type.scale),
        static_cast<std::int16_t>(b.type.scale), static_cast<std::int16_t>(result.precision),
        static_cast<std::int16_t>(result.scale)};
    auto term = Term::call(arithmetic(sign, result.kind), result, listOf(std::move(a), std::move(b)), node.place);
    term.shape = shape;
    return converted(folded(std::move(term)), narrow);
}

Checked Checker::timeArithmetic(std::string_view sign, Term a, Term b, const Node& node)
{
    const auto isNullable = a.type.isNullable || b.type.isNullable;
    if (isIntervalMath(sign, a.type, b.type)) {
        const auto type = (a.type.isInterval() ? a.type : b.type).withNullable(isNullable);
        return folded(
            Term::call(arithmetic(sign, TypeKind::BigInt), type, listOf(std::move(a), std::move(b)), node.place));
    }
    if (sign == "+" && a.type.isInterval() && b.type.isTime())
        std::swap(a, b);
    if (!a.type.isTime() || !b.type.isInterval() || (sign != "+" && sign != "-"))
        return cannotApply(node, node.text, a.type, b.type);
    const auto type = a.type.withNullable(isNullable);
    const auto isDate = type.kind == TypeKind::Date;
    const auto run = b.type.kind == TypeKind::MonthInterval ? (isDate ? addMonthsToDate : addMonthsToTime)
                                                            : (isDate ? addDurationToDate : addDuration);
    auto term = Term::call(run, type, listOf(std::move(a), std::move(b)), node.place);
    term.shape[0] = sign == "+" ? 1 : -1;
    return folded(std::move(term));
}

Checked Checker::checkConcat(const Node& node)
{
    auto parts = checkAll(node.children);
    if (!parts)
        return tl::unexpected(parts.error());
    bool isNullable = false;
    for (auto& part : *parts) {
        part = settled(std::move(part), textType());
        if (part.type.kind == TypeKind::Null)
            part = typedNull(textType(), part.place);
        if (!part.type.isText())
            return cannotApply(node, "||", parts->front().type, parts->back().type);
        isNullable = isNullable || part.type.isNullable;
    }
    auto type = textType().withNullable(isNullable);
    const auto& a = parts->front().type;
    const auto& b = parts->back().type;
    if (a.precision != Type::MaxLength && b.precision != Type::MaxLength) {
        type.precision =
            static_cast<int>(std::min<std::int64_t>(std::int64_t{a.precision} + b.precision, Type::MaxLength));
        type.kind = a.kind == TypeKind::Char && b.kind == TypeKind::Char ? TypeKind::Char : TypeKind::VarChar;
    }
    return folded(Term::call(joinTexts, type, std::move(*parts), node.place));
}

} // namespace eventscope::expression
