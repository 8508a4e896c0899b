// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/type.h"

#include <algorithm>

namespace eventscope::expression {
namespace {

std::string plainText(const Type& type)
{
    const auto digits = "(" + std::to_string(type.precision) + ")";
    switch (type.kind) {
    case TypeKind::Null:
        return "NULL";
    case TypeKind::Boolean:
        return "BOOLEAN";
    case TypeKind::TinyInt:
        return "TINYINT";
    case TypeKind::SmallInt:
        return "SMALLINT";
    case TypeKind::Int:
        return "INT";
    case TypeKind::BigInt:
        return "BIGINT";
    case TypeKind::Decimal:
        return "DECIMAL(" + std::to_string(type.precision) + ", " + std::to_string(type.scale) + ")";
    case TypeKind::Float:
        return "FLOAT";
    case TypeKind::Double:
        return "DOUBLE";
    case TypeKind::Char:
        return "CHAR" + digits;
    case TypeKind::VarChar:
        return type.precision == Type::MaxLength ? "STRING" : "VARCHAR" + digits;
    case TypeKind::Date:
        return "DATE";
    case TypeKind::Timestamp:
        return "TIMESTAMP" + digits;
    case TypeKind::TimestampLtz:
        return "TIMESTAMP_LTZ" + digits;
    case TypeKind::MonthInterval:
        return "INTERVAL YEAR TO MONTH";
    case TypeKind::DayInterval:
        return "INTERVAL DAY TO SECOND";
    case TypeKind::Payload:
        return "payload value";
    }
    return {};
}

std::optional<Type> mergedTexts(const Type& a, const Type& b)
{
    if (a.kind == TypeKind::Char && b.kind == TypeKind::Char && a.precision == b.precision)
        return a;
    auto type = textType();
    type.precision = std::max(a.precision, b.precision);
    return type;
}

std::optional<Type> mergedNumbers(const Type& a, const Type& b)
{
    if (a.kind == TypeKind::Double || b.kind == TypeKind::Double)
        return simpleType(TypeKind::Double);
    if (a.kind == TypeKind::Float || b.kind == TypeKind::Float)
        return simpleType(a.kind == b.kind || a.isInteger() || b.isInteger() ? TypeKind::Float : TypeKind::Double);
    if (a.isInteger() && b.isInteger())
        return simpleType(std::max(a.kind, b.kind));
    const auto left = asDecimal(a);
    const auto right = asDecimal(b);
    const auto scale = std::max(left.scale, right.scale);
    return decimalType(std::max(left.precision - left.scale, right.precision - right.scale) + scale, scale);
}

std::optional<Type> mergedTimes(const Type& a, const Type& b)
{
    if (a.kind == TypeKind::Date && b.kind == TypeKind::Date)
        return a;
    auto type = a.kind == TypeKind::TimestampLtz || b.kind == TypeKind::TimestampLtz
        ? simpleType(TypeKind::TimestampLtz)
        : simpleType(TypeKind::Timestamp);
    type.precision = std::max(a.precision, b.precision);
    return type;
}

} // namespace

Type textType() { return {.kind = TypeKind::VarChar, .precision = Type::MaxLength}; }

Type simpleType(TypeKind kind) { return {.kind = kind}; }

Type decimalType(int precision, int scale)
{
    if (precision > Type::MaxDigits) {
        const auto fractionToKeep = std::min(scale, 6);
        scale = std::max(Type::MaxDigits - (precision - scale), fractionToKeep);
        precision = Type::MaxDigits;
    }
    return {.kind = TypeKind::Decimal, .precision = precision, .scale = scale};
}

Type asDecimal(const Type& type)
{
    switch (type.kind) {
    case TypeKind::TinyInt:
        return decimalType(3, 0);
    case TypeKind::SmallInt:
        return decimalType(5, 0);
    case TypeKind::Int:
        return decimalType(10, 0);
    case TypeKind::BigInt:
        return decimalType(19, 0);
    default:
        return type;
    }
}

std::string toText(const Type& type)
{
    return plainText(type) + (type.isRowtime ? " *ROWTIME*" : "") + (type.isNullable ? "" : " NOT NULL");
}

std::string kindText(const Type& type)
{
    switch (type.kind) {
    case TypeKind::VarChar:
        return "VARCHAR";
    case TypeKind::Char:
        return "CHAR";
    case TypeKind::Int:
        return "INTEGER";
    case TypeKind::Decimal:
        return "DECIMAL";
    case TypeKind::Timestamp:
        return "TIMESTAMP";
    case TypeKind::TimestampLtz:
        return "TIMESTAMP_LTZ";
    default:
        return plainText(type);
    }
}

std::optional<Type> mergedType(const Type& a, const Type& b)
{
    const auto isNullable = a.isNullable || b.isNullable;
    const auto merged = [&]() -> std::optional<Type> {
        if (a.kind == TypeKind::Null || b.kind == TypeKind::Null)
            return a.kind == TypeKind::Null ? b : a;
        if (a.isText() && b.isText())
            return mergedTexts(a, b);
        if (a.isNumber() && b.isNumber())
            return mergedNumbers(a, b);
        if (a.isTime() && b.isTime())
            return mergedTimes(a, b);
        return a.kind == b.kind ? std::optional(a) : std::nullopt;
    }();
    if (!merged)
        return std::nullopt;
    auto type = merged->withNullable(isNullable);
    type.isRowtime = false;
    return type;
}

} // namespace eventscope::expression
