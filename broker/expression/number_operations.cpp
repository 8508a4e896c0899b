// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/number_operations.h"

#include <algorithm>
#include <cmath>

#include "broker/expression/decimal.h"
#include "broker/expression/strict.h"

namespace eventscope::expression {
namespace {

template <class Number> std::int64_t wrapped(std::uint64_t value)
{
    return static_cast<Number>(value); // integers wrap in Flink
}

enum class Sign : std::uint8_t { Plus, Minus, Times, Over, Modulo };

template <class Number, Sign sign> void onIntegers(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto a = static_cast<std::uint64_t>(at[0].integer);
    const auto b = static_cast<std::uint64_t>(at[1].integer);
    if constexpr (sign == Sign::Plus) {
        at->setInteger(wrapped<Number>(a + b));
    } else if constexpr (sign == Sign::Minus) {
        at->setInteger(wrapped<Number>(a - b));
    } else if constexpr (sign == Sign::Times) {
        at->setInteger(wrapped<Number>(a * b));
    } else if (b == 0) {
        frame.fail("/ by zero");
    } else if (at[1].integer == -1) { // the smallest number has no positive counterpart
        at->setInteger(sign == Sign::Over ? wrapped<Number>(0 - a) : 0);
    } else {
        at->setInteger(sign == Sign::Over ? at[0].integer / at[1].integer : at[0].integer % at[1].integer);
    }
}

template <Sign sign, bool isFloat> void onReals(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto a = at[0].real;
    const auto b = at[1].real;
    double result = 0;
    if constexpr (sign == Sign::Plus)
        result = a + b;
    else if constexpr (sign == Sign::Minus)
        result = a - b;
    else if constexpr (sign == Sign::Times)
        result = a * b;
    else
        result = sign == Sign::Over ? a / b : std::fmod(a, b);
    at->setReal(isFloat ? static_cast<double>(static_cast<float>(result)) : result);
}

template <Sign sign> void onDecimals(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto a = at[0].big;
    const auto b = at[1].big;
    const decimal::Shape wanted{with.shape[2], with.shape[3]};
    if ((sign == Sign::Over || sign == Sign::Modulo) && b == 0) {
        frame.fail(a == 0 && sign == Sign::Over ? "Division undefined" : "Division by zero");
        return;
    }
    std::optional<Int128> result;
    if constexpr (sign == Sign::Plus)
        result = decimal::add(a, with.shape[0], b, with.shape[1], wanted);
    else if constexpr (sign == Sign::Minus)
        result = decimal::add(a, with.shape[0], -b, with.shape[1], wanted);
    else if constexpr (sign == Sign::Times)
        result = decimal::multiply(a, with.shape[0], b, with.shape[1], wanted);
    else if constexpr (sign == Sign::Over)
        result = decimal::divide(a, with.shape[0], b, with.shape[1], wanted);
    else
        result = decimal::remainder(a, with.shape[0], b, with.shape[1], wanted);
    if (result)
        at->setBig(*result);
    else
        at->setNull();
}

template <Sign sign> Operation arithmeticFor(TypeKind kind)
{
    switch (kind) {
    case TypeKind::TinyInt:
        return onIntegers<std::int8_t, sign>;
    case TypeKind::SmallInt:
        return onIntegers<std::int16_t, sign>;
    case TypeKind::Int:
        return onIntegers<std::int32_t, sign>;
    case TypeKind::Float:
        return onReals<sign, true>;
    case TypeKind::Double:
        return onReals<sign, false>;
    case TypeKind::Decimal:
        return onDecimals<sign>;
    default:
        return onIntegers<std::int64_t, sign>;
    }
}

template <class Number> void negateInteger(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setInteger(wrapped<Number>(0 - static_cast<std::uint64_t>(at->integer)));
}
void negateReal(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setReal(-at->real);
}
void negateBig(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBig(-at->big);
}

template <class Number> void absoluteInteger(Frame& frame, Value* at, const Instruction& with)
{
    if (!at->isNull && at->integer < 0)
        negateInteger<Number>(frame, at, with);
}
void absoluteReal(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setReal(std::fabs(at->real));
}
void absoluteBig(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBig(at->big < 0 ? -at->big : at->big);
}

void signOfInteger(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setInteger(at->integer < 0 ? -1 : (at->integer > 0 ? 1 : 0));
}
void signOfReal(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setReal(at->real < 0 ? -1 : (at->real > 0 ? 1 : at->real));
}
void signOfBig(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBig(
            at->big < 0 ? -decimal::powerOfTen(with.shape[0]) : (at->big > 0 ? decimal::powerOfTen(with.shape[0]) : 0));
}

void keepValue(Frame&, Value*, const Instruction&) { }

void floorReal(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setReal(std::floor(at->real));
}
void ceilReal(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setReal(std::ceil(at->real));
}
template <bool isUp> void wholeBig(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto unit = decimal::powerOfTen(with.shape[0]);
    const auto rest = at->big % unit;
    const auto whole = at->big / unit;
    at->setBig(isUp ? whole + (rest > 0 ? 1 : 0) : whole - (rest < 0 ? 1 : 0));
}

void roundInteger(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with) || with.shape[1] >= 0)
        return;
    if (with.shape[1] < -18) {
        at->setInteger(0);
        return;
    }
    const auto unit = decimal::powerOfTen(-with.shape[1]);
    const auto value = Int128{at->integer};
    const auto half = unit / 2;
    at->setInteger(static_cast<std::int64_t>((value < 0 ? value - half : value + half) / unit * unit));
}
void roundReal(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with) || !std::isfinite(at->real))
        return;
    // As Flink does: through the decimal number that the shortest text names.
    const auto digits = std::clamp<int>(with.shape[1], 0, 15);
    if (const auto number = decimal::fromDouble(at->real, {38, digits}); number && with.shape[1] >= 0)
        at->setReal(decimal::toDouble(*number, digits));
    else if (with.shape[1] < 0)
        at->setReal(std::round(at->real / std::pow(10, -with.shape[1])) * std::pow(10, -with.shape[1]));
}
void roundBig(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto digits = with.shape[1];
    auto value = decimal::rescale(at->big, with.shape[0], {38, std::max<int>(digits, 0)});
    if (value && digits < 0) {
        const auto tens = decimal::rescale(at->big, with.shape[0] - digits, {38, 0});
        value = tens ? decimal::multiply(*tens, 0, decimal::powerOfTen(std::min<int>(-digits, 38)), 0, {38, 0})
                     : std::nullopt;
    }
    const auto result =
        value ? decimal::rescale(*value, std::max<int>(digits, 0), {with.shape[2], with.shape[3]}) : std::nullopt;
    if (result)
        at->setBig(*result);
    else
        at->setNull();
}

template <double (*function)(double)> void onReal(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setReal(function(at->real));
}

} // namespace

Operation arithmetic(std::string_view sign, TypeKind kind)
{
    switch (sign.front()) {
    case '+':
        return arithmeticFor<Sign::Plus>(kind);
    case '-':
        return arithmeticFor<Sign::Minus>(kind);
    case '*':
        return arithmeticFor<Sign::Times>(kind);
    case '/':
        return arithmeticFor<Sign::Over>(kind);
    default:
        return arithmeticFor<Sign::Modulo>(kind);
    }
}

Operation negation(TypeKind kind)
{
    switch (kind) {
    case TypeKind::TinyInt:
        return negateInteger<std::int8_t>;
    case TypeKind::SmallInt:
        return negateInteger<std::int16_t>;
    case TypeKind::Int:
        return negateInteger<std::int32_t>;
    case TypeKind::Float:
    case TypeKind::Double:
        return negateReal;
    case TypeKind::Decimal:
        return negateBig;
    default:
        return negateInteger<std::int64_t>;
    }
}

Operation absolute(TypeKind kind)
{
    switch (kind) {
    case TypeKind::TinyInt:
        return absoluteInteger<std::int8_t>;
    case TypeKind::SmallInt:
        return absoluteInteger<std::int16_t>;
    case TypeKind::Int:
        return absoluteInteger<std::int32_t>;
    case TypeKind::Float:
    case TypeKind::Double:
        return absoluteReal;
    case TypeKind::Decimal:
        return absoluteBig;
    default:
        return absoluteInteger<std::int64_t>;
    }
}

Operation signOf(TypeKind kind)
{
    return kind == TypeKind::Decimal
        ? signOfBig
        : (kind == TypeKind::Double || kind == TypeKind::Float ? signOfReal : signOfInteger);
}
Operation roundedDown(TypeKind kind)
{
    return kind == TypeKind::Decimal ? wholeBig<false>
                                     : (kind == TypeKind::Double || kind == TypeKind::Float ? floorReal : keepValue);
}
Operation roundedUp(TypeKind kind)
{
    return kind == TypeKind::Decimal ? wholeBig<true>
                                     : (kind == TypeKind::Double || kind == TypeKind::Float ? ceilReal : keepValue);
}
Operation rounded(TypeKind kind)
{
    return kind == TypeKind::Decimal ? roundBig
                                     : (kind == TypeKind::Double || kind == TypeKind::Float ? roundReal : roundInteger);
}

void power(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setReal(std::pow(at[0].real, at[1].real));
}
void squareRoot(Frame& frame, Value* at, const Instruction& with) { onReal<std::sqrt>(frame, at, with); }
void naturalLogarithm(Frame& frame, Value* at, const Instruction& with) { onReal<std::log>(frame, at, with); }
void decimalLogarithm(Frame& frame, Value* at, const Instruction& with) { onReal<std::log10>(frame, at, with); }
void exponential(Frame& frame, Value* at, const Instruction& with) { onReal<std::exp>(frame, at, with); }

} // namespace eventscope::expression
