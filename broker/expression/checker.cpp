// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/checker.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "broker/expression/calendar.h"
#include "broker/expression/decimal.h"
#include "broker/expression/functions.h"
#include "broker/expression/json_operations.h"
#include "broker/expression/number_text.h"
#include "broker/expression/program_builder.h"

namespace eventscope::expression {
namespace {

Type settledType(const Type& beside)
{
    if (beside.kind == TypeKind::BigInt) // a DOUBLE would not hold all of its digits
        return decimalType(38, 9);
    if (beside.kind == TypeKind::Decimal && beside.precision > 15)
        return decimalType(38, beside.scale);
    if (beside.isNumber())
        return simpleType(TypeKind::Double);
    if (beside.isTimestamp()) {
        auto type = beside.withNullable(true);
        type.precision = 9;
        type.isRowtime = false;
        return type;
    }
    if (beside.kind == TypeKind::Boolean || beside.kind == TypeKind::Date)
        return simpleType(beside.kind);
    return textType();
}

} // namespace

tl::unexpected<Diagnostic> refused(const Place& place, std::string message)
{
    return tl::unexpected<Diagnostic>(Diagnostic{place.offset, place.length, std::move(message)});
}

std::string bracketed(const Type& type) { return "<" + kindText(type) + ">"; }

Term typedNull(const Type& type, const Place& place) { return Term::ofValue(Value(), type, place); }

Term payloadAs(Term term, const Type& type)
{
    term.type = type.withNullable(true);
    term.run = jsonValue(type.kind);
    term.shape[2] = static_cast<std::int16_t>(std::min(type.precision, Type::MaxDigits));
    term.shape[3] = static_cast<std::int16_t>(type.scale);
    return term;
}

Term settled(Term term, const Type& beside)
{
    return term.type.kind == TypeKind::Payload ? payloadAs(std::move(term), settledType(beside)) : term;
}

Term converted(Term term, const Type& to)
{
    const auto type = to.withNullable(to.isNullable || term.type.isNullable);
    if (term.isNull())
        return typedNull(to, term.place);
    if (isSameInside(term.type, to)) {
        term.type = type;
        return term;
    }
    const auto cast = castOperation(term.type, to, CastMode::Fail);
    const auto place = term.place;
    auto call = Term::call(cast.run, type.withNullable(term.type.isNullable), listOf(std::move(term)), place);
    call.shape = cast.shape;
    return folded(std::move(call));
}

Checked Checker::checkValue(const Node& node)
{
    auto term = check(node);
    if (term)
        *term = settled(std::move(*term), textType());
    return term;
}

Checked Checker::checkCondition(const Node& node) { return checkBoolean(node, "WHERE clause must be a condition"); }

Checked Checker::checkBoolean(const Node& node, std::string_view where)
{
    auto term = check(node);
    if (!term)
        return term;
    *term = settled(std::move(*term), simpleType(TypeKind::Boolean));
    if (term->isNull())
        return typedNull(simpleType(TypeKind::Boolean), term->place);
    if (term->type.kind != TypeKind::Boolean)
        return refused(node.place,
            std::string(where) + ": found a value of type " + toText(term->type.withNullable(true))
                + ", expected a comparison such as " + (term->type.isText() ? "type = 'x'" : "size > 100"));
    return term;
}

Checked Checker::check(const Node& node)
{
    switch (node.kind) {
    case NodeKind::Number:
        return checkNumber(node);
    case NodeKind::Text: {
        Type type{.kind = TypeKind::Char, .precision = std::max(1, static_cast<int>(node.text.size()))};
        return Term::ofText(node.text, type, node.place);
    }
    case NodeKind::Boolean: {
        Value truth;
        truth.setBoolean(node.text == "TRUE");
        return Term::ofValue(truth, simpleType(TypeKind::Boolean), node.place);
    }
    case NodeKind::Null:
        return typedNull(simpleType(node.text == "UNKNOWN" ? TypeKind::Boolean : TypeKind::Null), node.place);
    case NodeKind::Name:
        return checkName(node);
    case NodeKind::Literal:
        return checkLiteral(node);
    case NodeKind::Word:
        return refused(node.place, "'" + node.text + "' cannot stand here; expected an expression");
    case NodeKind::Call:
        return checkCall(node);
    case NodeKind::Cast:
        return checkCast(node);
    }
    return refused(node.place, "Expected an expression");
}

tl::expected<std::vector<Term>, Diagnostic> Checker::checkAll(const std::vector<Node>& nodes)
{
    std::vector<Term> terms;
    terms.reserve(nodes.size());
    for (const auto& node : nodes) {
        auto term = check(node);
        if (!term)
            return tl::unexpected(term.error());
        terms.push_back(std::move(*term));
    }
    return terms;
}

Checked Checker::checkName(const Node& node)
{
    auto term = m_scope.find(node.path, node.place);
    if (!term)
        return refused(node.place, term.error());
    return std::move(*term);
}

Checked Checker::checkNumber(const Node& node)
{
    const auto& text = node.text;
    if (text.find_first_of("eE") != std::string::npos) {
        const auto number = parseDouble(text);
        return Term::ofValue(Value::ofReal(number.value_or(0)), simpleType(TypeKind::Double), node.place);
    }
    const auto point = text.find('.');
    if (point == std::string::npos) {
        std::int64_t number = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc())
            return refused(node.place,
                "Numeric literal '" + text.substr(0, 60) + "' out of range: integers end at 9223372036854775807");
        return Term::ofValue(
            Value::ofInteger(number), simpleType(number > 2147483647 ? TypeKind::BigInt : TypeKind::Int), node.place);
    }
    const auto scale = static_cast<int>(text.size() - point - 1);
    const auto digits = static_cast<int>(text.size()) - 1;
    const auto parsed = digits <= Type::MaxDigits ? decimal::parse(text, {digits, scale}) : std::nullopt;
    if (!parsed || !parsed->value)
        return refused(
            node.place, "Numeric literal '" + text.substr(0, 60) + "' out of range: decimals have at most 38 digits");
    return Term::ofValue(Value::ofBig(*parsed->value), decimalType(std::max(digits, 1), scale), node.place);
}

Checked Checker::checkLiteral(const Node& node)
{
    const auto& text = node.path.front();
    if (node.text == "DATE")
        return Term::ofValue(Value::ofInteger(calendar::parseDate(text).value_or(0)), node.type, node.place);
    if (node.text == "TIMESTAMP")
        return Term::ofValue(Value::ofBig(calendar::parseTimestamp(text).value_or(calendar::ParsedTime{}).nanoseconds),
            node.type, node.place);
    std::int64_t length = 0;
    std::from_chars(text.data(), text.data() + text.size(), length);
    return Term::ofValue(Value::ofInteger(length), node.type, node.place);
}

Checked Checker::checkCast(const Node& node)
{
    auto operand = check(node.children.front());
    if (!operand)
        return operand;
    const auto isTry = node.text == "TRY_CAST";
    if (operand->type.kind == TypeKind::Payload) {
        *operand = payloadAs(std::move(*operand), node.type);
        if (operand->run == nullptr)
            return refused(node.place, "A payload value cannot be cast to " + toText(node.type));
        return operand;
    }
    const auto cast = castOperation(operand->type, node.type, isTry ? CastMode::Null : CastMode::Fail);
    if (cast.run == nullptr)
        return refused(node.place,
            "Cast function cannot convert value of type " + kindText(operand->type) + " to type "
                + kindText(node.type));
    // A number that does not fit a DECIMAL is NULL, which the type does not say: Flink keeps the operand's word on
    // NULL.
    const auto type = node.type.withNullable(isTry || operand->type.isNullable);
    auto call = Term::call(cast.run, type, listOf(std::move(*operand)), node.place);
    call.shape = cast.shape;
    return folded(std::move(call));
}

Checked Checker::checkCall(const Node& node)
{
    struct Entry {
        std::string_view name;
        Checked (Checker::*check)(const Node&);
    };
    static constexpr Entry Entries[] = {{"AND", &Checker::checkLogic}, {"OR", &Checker::checkLogic},
        {"NOT", &Checker::checkLogic}, {"=", &Checker::checkComparison}, {"<>", &Checker::checkComparison},
        {"<", &Checker::checkComparison}, {">", &Checker::checkComparison}, {"<=", &Checker::checkComparison},
        {">=", &Checker::checkComparison}, {"+", &Checker::checkArithmetic}, {"-", &Checker::checkArithmetic},
        {"*", &Checker::checkArithmetic}, {"/", &Checker::checkArithmetic}, {"%", &Checker::checkArithmetic},
        {"MOD", &Checker::checkArithmetic}, {"NEGATE", &Checker::checkSign}, {"PLUS", &Checker::checkSign},
        {"||", &Checker::checkConcat}, {"IS DISTINCT FROM", &Checker::checkDistinct},
        {"IS NOT DISTINCT FROM", &Checker::checkDistinct}, {"BETWEEN", &Checker::checkBetween},
        {"NOT BETWEEN", &Checker::checkBetween}, {"IN", &Checker::checkIn}, {"NOT IN", &Checker::checkIn},
        {"LIKE", &Checker::checkMatch}, {"SIMILAR TO", &Checker::checkMatch}, {"CASE", &Checker::checkCase},
        {"CASE OF", &Checker::checkSimpleCase}, {"IF", &Checker::checkCase}, {"COALESCE", &Checker::checkCoalesce},
        {"IFNULL", &Checker::checkCoalesce}, {"GREATEST", &Checker::checkExtreme}, {"LEAST", &Checker::checkExtreme},
        {"NULLIF", &Checker::checkNullIf}};
    if (node.text.starts_with("IS ") && node.text.find("DISTINCT") == std::string::npos)
        return checkIs(node);
    for (const auto& entry : Entries) {
        if (entry.name == node.text)
            return (this->*entry.check)(node);
    }
    return checkFunction(node, [this](const Node& argument) { return check(argument); });
}

Checked Checker::shared(Term value, const std::function<Checked(const Term&)>& use)
{
    if (value.form == Term::Form::Load || value.form == Term::Form::Constant || value.form == Term::Form::Shared)
        return use(value);
    Term reference;
    reference.form = Term::Form::Shared;
    reference.type = value.type;
    reference.place = value.place;
    reference.shared = m_lets++;
    auto body = use(reference);
    if (!body)
        return body;
    Term let;
    let.form = Term::Form::Let;
    let.type = body->type;
    let.place = body->place;
    let.shared = reference.shared;
    let.arguments = listOf(std::move(value), std::move(*body));
    return let;
}

} // namespace eventscope::expression
