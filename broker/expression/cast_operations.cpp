// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/cast_operations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "broker/expression/calendar.h"
#include "broker/expression/decimal.h"
#include "broker/expression/number_text.h"
#include "broker/expression/strict.h"
#include "broker/expression/text_casts.h"

namespace eventscope::expression {
namespace {

void keep(Frame&, Value*, const Instruction&) { }

// The scale or precision of the source is in shape 0, those of the target in shape 2 and 3, its kind in shape 5.

std::int64_t narrowed(std::int64_t number, TypeKind kind)
{
    switch (kind) {
    case TypeKind::TinyInt:
        return static_cast<std::int8_t>(number);
    case TypeKind::SmallInt:
        return static_cast<std::int16_t>(number);
    case TypeKind::Int:
        return static_cast<std::int32_t>(number);
    default:
        return number;
    }
}
TypeKind targetOf(const Instruction& with) { return static_cast<TypeKind>(with.shape[5]); }

void setDecimal(Value* at, std::optional<Int128> number)
{
    if (number)
        at->setBig(*number);
    else
        at->setNull(); // also in CAST: Flink gives NULL for a number that does not fit
}

void integerToInteger(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setInteger(narrowed(at->integer, targetOf(with)));
}
void integerToDecimal(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        setDecimal(at, decimal::rescale(at->integer, 0, {with.shape[2], with.shape[3]}));
}
void integerToReal(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    at->setReal(targetOf(with) == TypeKind::Float ? static_cast<double>(static_cast<float>(at->integer))
                                                  : static_cast<double>(at->integer));
}
void integerToBoolean(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBoolean(at->integer != 0);
}
void decimalToInteger(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto whole = at->big / decimal::powerOfTen(with.shape[0]);
    at->setInteger(narrowed(static_cast<std::int64_t>(static_cast<std::uint64_t>(whole)), targetOf(with)));
}
void decimalToDecimal(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        setDecimal(at, decimal::rescale(at->big, with.shape[0], {with.shape[2], with.shape[3]}));
}
void decimalToReal(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto number = decimal::toDouble(at->big, with.shape[0]);
    at->setReal(targetOf(with) == TypeKind::Float ? static_cast<double>(static_cast<float>(number)) : number);
}
void realToInteger(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto isLong = targetOf(with) == TypeKind::BigInt;
    const auto least = isLong ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int32_t>::min();
    const auto most = isLong ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int32_t>::max();
    std::int64_t number = 0;
    if (at->real >= static_cast<double>(most)) // the ends are where Java stops
        number = most;
    else if (at->real <= static_cast<double>(least))
        number = least;
    else if (!std::isnan(at->real))
        number = static_cast<std::int64_t>(at->real);
    at->setInteger(narrowed(number, targetOf(with)));
}
void realToDecimal(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        setDecimal(at, decimal::fromDouble(at->real, {with.shape[2], with.shape[3]}));
}
void realToReal(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with) && targetOf(with) == TypeKind::Float)
        at->setReal(static_cast<double>(static_cast<float>(at->real)));
}

void timestampToTimestamp(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with) && with.shape[2] < 9)
        at->setBig(calendar::cutFraction(at->big, with.shape[2]));
}
void timestampToDate(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    // Toward zero from whole milliseconds, as Flink does: the last moments of 1969 are 1970-01-01.
    const auto milliseconds = calendar::cutFraction(at->big, 3) / 1'000'000;
    at->setInteger(static_cast<std::int64_t>(milliseconds / calendar::MillisecondsPerDay));
}
void dateToTimestamp(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBig(at->integer * calendar::NanosecondsPerDay);
}

Operation numberCast(const Type& from, const Type& to)
{
    if (from.isInteger())
        return to.isInteger() ? integerToInteger : (to.kind == TypeKind::Decimal ? integerToDecimal : integerToReal);
    if (from.kind == TypeKind::Decimal)
        return to.isInteger() ? decimalToInteger : (to.kind == TypeKind::Decimal ? decimalToDecimal : decimalToReal);
    return to.isInteger() ? realToInteger : (to.kind == TypeKind::Decimal ? realToDecimal : realToReal);
}

Operation find(const Type& from, const Type& to)
{
    if (from.kind == TypeKind::Null)
        return keep;
    if (from.isText())
        return castFromText(to.kind);
    if (to.isText())
        return castToText(from.kind);
    if (from.isNumber() && to.isNumber())
        return numberCast(from, to);
    if (from.isInteger() && to.kind == TypeKind::Boolean)
        return integerToBoolean;
    if (from.kind == TypeKind::Boolean && to.isNumber())
        return numberCast(simpleType(TypeKind::Int), to);
    if (from.isTimestamp())
        return to.isTimestamp() ? timestampToTimestamp : (to.kind == TypeKind::Date ? timestampToDate : nullptr);
    if (from.kind == TypeKind::Date)
        return to.isTimestamp() ? dateToTimestamp : (to.kind == TypeKind::Date ? keep : nullptr);
    return from.kind == to.kind ? keep : nullptr;
}

} // namespace

bool isSameInside(const Type& from, const Type& to)
{
    if (from.kind == TypeKind::Null)
        return true;
    if (from.isText() && to.isText()) // only a shorter or padded text is another one
        return from.precision <= to.precision && (to.kind == TypeKind::VarChar || from == to);
    if (from.isTimestamp() && to.isTimestamp())
        return from.precision <= to.precision;
    if (from.kind == TypeKind::Decimal && to.kind == TypeKind::Decimal)
        return from.scale == to.scale && from.precision <= to.precision;
    if (from.isInteger() && to.isInteger())
        return from.kind <= to.kind;
    return from.kind == to.kind;
}

Cast castOperation(const Type& from, const Type& to, CastMode mode)
{
    Cast cast;
    cast.run = find(from, to);
    const auto small = [](int number) {
        return static_cast<std::int16_t>(std::min<int>(number, std::numeric_limits<std::int16_t>::max()));
    };
    cast.shape = {small(from.kind == TypeKind::Decimal ? from.scale : from.precision), static_cast<std::int16_t>(mode),
        small(to.precision), small(to.scale), static_cast<std::int16_t>(from.kind), static_cast<std::int16_t>(to.kind)};
    return cast;
}

} // namespace eventscope::expression
