// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/text_casts.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <string>

#include "broker/expression/calendar.h"
#include "broker/expression/cast_operations.h"
#include "broker/expression/decimal.h"
#include "broker/expression/number_text.h"
#include "broker/expression/strict.h"
#include "broker/expression/text_points.h"

namespace eventscope::expression {
namespace {

/// NULL for TRY_CAST, a failure for CAST.
void refuse(Frame& frame, Value* at, const Instruction& with, const std::string& why)
{
    if (with.shape[1] != static_cast<std::int16_t>(CastMode::Null))
        frame.fail(why);
    at->setNull();
}

std::string shown(const Value* at) { return "'" + std::string(at->text.substr(0, 60)) + "'"; }

template <class Number> void textToInteger(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    using Limits = std::numeric_limits<Number>;
    if (const auto number = parseInteger(at->text, Limits::min(), Limits::max()))
        at->setInteger(*number);
    else
        refuse(frame, at, with, "For input string: " + shown(at) + ". Invalid character found.");
}

void textToDecimal(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto parsed = decimal::parse(trimmed(at->text), {with.shape[2], with.shape[3]});
    if (!parsed)
        refuse(frame, at, with, "For input string: " + shown(at) + ". Invalid character found.");
    else if (parsed->value)
        at->setBig(*parsed->value);
    else
        at->setNull();
}

void textToReal(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto number = parseDouble(at->text);
    if (!number)
        refuse(frame, at, with, "For input string: " + shown(at));
    else
        at->setReal(static_cast<TypeKind>(with.shape[5]) == TypeKind::Float
                ? static_cast<double>(static_cast<float>(*number))
                : *number);
}

bool isOneOf(std::string_view text, const std::array<std::string_view, 5>& words)
{
    return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
        return std::equal(text.begin(), text.end(), word.begin(), word.end(),
            [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
    });
}

void textToBoolean(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto text = trimmed(at->text);
    if (isOneOf(text, {"true", "t", "yes", "y", "1"}))
        at->setBoolean(true);
    else if (isOneOf(text, {"false", "f", "no", "n", "0"}))
        at->setBoolean(false);
    else
        refuse(frame, at, with, "Cannot parse " + shown(at) + " as BOOLEAN.");
}

void textToDate(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto text = trimmed(at->text);
    if (const auto days = calendar::parseDate(text.substr(0, text.find(' '))))
        at->setInteger(*days);
    else
        refuse(frame, at, with, "Cannot parse " + shown(at) + " as DATE: expected yyyy-MM-dd.");
}

void textToTimestamp(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    if (const auto time = calendar::parseTimestamp(trimmed(at->text)))
        at->setBig(calendar::cutFraction(time->nanoseconds, with.shape[2]));
    else
        refuse(frame, at, with, "Cannot parse " + shown(at) + " as TIMESTAMP: expected yyyy-MM-dd HH:mm:ss.");
}

void textToText(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with) || with.shape[2] == std::numeric_limits<std::int16_t>::max())
        return;
    const auto wanted = with.shape[2];
    const auto points = countPoints(at->text);
    if (points > wanted) {
        at->setText(at->text.substr(0, byteOfPoint(at->text, wanted)));
    } else if (static_cast<TypeKind>(with.shape[5]) == TypeKind::Char && points < wanted) {
        const auto blanks = static_cast<std::size_t>(wanted - points);
        auto* const bytes = frame.scratch.allocate(at->text.size() + blanks);
        if (!at->text.empty())
            std::memcpy(bytes, at->text.data(), at->text.size());
        std::memset(bytes + at->text.size(), ' ', blanks);
        at->setText({bytes, at->text.size() + blanks});
    }
}

template <class Print> void toTextBy(Frame& frame, Value* at, const Instruction& with, Print print)
{
    if (hasNull(at, with))
        return;
    at->setText(frame.scratch.keep(print()));
    textToText(frame, at, with);
}

void booleanToText(Frame& frame, Value* at, const Instruction& with)
{
    toTextBy(frame, at, with, [at] { return std::string(at->integer != 0 ? "TRUE" : "FALSE"); });
}
void integerToText(Frame& frame, Value* at, const Instruction& with)
{
    toTextBy(frame, at, with, [at] { return std::to_string(at->integer); });
}
void decimalToText(Frame& frame, Value* at, const Instruction& with)
{
    toTextBy(frame, at, with, [at, &with] { return decimal::toText(at->big, with.shape[0]); });
}
void realToText(Frame& frame, Value* at, const Instruction& with)
{
    toTextBy(frame, at, with,
        [at, &with] { return javaText(at->real, static_cast<TypeKind>(with.shape[4]) == TypeKind::Float); });
}
void dateToText(Frame& frame, Value* at, const Instruction& with)
{
    toTextBy(frame, at, with, [at] { return calendar::dateText(at->integer); });
}
void timestampToText(Frame& frame, Value* at, const Instruction& with)
{
    toTextBy(frame, at, with, [at, &with] { return calendar::timestampText(at->big, with.shape[0]); });
}

} // namespace

Operation castFromText(TypeKind to)
{
    switch (to) {
    case TypeKind::Boolean:
        return textToBoolean;
    case TypeKind::TinyInt:
        return textToInteger<std::int8_t>;
    case TypeKind::SmallInt:
        return textToInteger<std::int16_t>;
    case TypeKind::Int:
        return textToInteger<std::int32_t>;
    case TypeKind::BigInt:
        return textToInteger<std::int64_t>;
    case TypeKind::Decimal:
        return textToDecimal;
    case TypeKind::Float:
    case TypeKind::Double:
        return textToReal;
    case TypeKind::Char:
    case TypeKind::VarChar:
        return textToText;
    case TypeKind::Date:
        return textToDate;
    case TypeKind::Timestamp:
    case TypeKind::TimestampLtz:
        return textToTimestamp;
    default:
        return nullptr;
    }
}

Operation castToText(TypeKind from)
{
    switch (from) {
    case TypeKind::Boolean:
        return booleanToText;
    case TypeKind::TinyInt:
    case TypeKind::SmallInt:
    case TypeKind::Int:
    case TypeKind::BigInt:
        return integerToText;
    case TypeKind::Decimal:
        return decimalToText;
    case TypeKind::Float:
    case TypeKind::Double:
        return realToText;
    case TypeKind::Date:
        return dateToText;
    case TypeKind::Timestamp:
    case TypeKind::TimestampLtz:
        return timestampToText;
    default:
        return nullptr;
    }
}

} // namespace eventscope::expression
