// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace eventscope::expression {

enum class TypeKind : std::uint8_t {
    Null, ///< of the word NULL alone
    Boolean,
    TinyInt,
    SmallInt,
    Int,
    BigInt,
    Decimal,
    Float,
    Double,
    Char,
    VarChar,
    Date,
    Timestamp,
    TimestampLtz,
    MonthInterval, ///< YEAR TO MONTH
    DayInterval, ///< DAY TO SECOND, in milliseconds
    Payload, ///< a value inside a payload: takes its type from what stands beside it
};

/// A type of Flink SQL.
struct Type {
    static constexpr int MaxLength = 2147483647; ///< VARCHAR of that length is STRING
    static constexpr int MaxDigits = 38;

    TypeKind kind = TypeKind::Null;
    int precision = 0; ///< digits of DECIMAL, fraction digits of TIMESTAMP, length of CHAR and VARCHAR
    int scale = 0; ///< of DECIMAL
    bool isNullable = true;
    bool isRowtime = false; ///< an event-time attribute

    [[nodiscard]] bool isText() const { return kind == TypeKind::Char || kind == TypeKind::VarChar; }
    [[nodiscard]] bool isInteger() const { return kind >= TypeKind::TinyInt && kind <= TypeKind::BigInt; }
    [[nodiscard]] bool isExact() const { return kind >= TypeKind::TinyInt && kind <= TypeKind::Decimal; }
    [[nodiscard]] bool isApproximate() const { return kind == TypeKind::Float || kind == TypeKind::Double; }
    [[nodiscard]] bool isNumber() const { return kind >= TypeKind::TinyInt && kind <= TypeKind::Double; }
    [[nodiscard]] bool isTimestamp() const { return kind == TypeKind::Timestamp || kind == TypeKind::TimestampLtz; }
    [[nodiscard]] bool isTime() const { return isTimestamp() || kind == TypeKind::Date; }
    [[nodiscard]] bool isInterval() const { return kind == TypeKind::MonthInterval || kind == TypeKind::DayInterval; }
    /// The same with another word on NULL.
    [[nodiscard]] Type withNullable(bool nullable) const
    {
        auto type = *this;
        type.isNullable = nullable;
        return type;
    }

    friend bool operator==(const Type&, const Type&) = default;
};

[[nodiscard]] Type textType();
[[nodiscard]] Type simpleType(TypeKind kind);
/// DECIMAL, brought down to 38 digits in Flink's way: the integer digits stay, at least six fraction digits too.
[[nodiscard]] Type decimalType(int precision, int scale);
/// The DECIMAL that holds every value of an integer type; a DECIMAL itself.
[[nodiscard]] Type asDecimal(const Type& type);

/// As Flink writes it: `DECIMAL(10, 2)`, `STRING`, `BOOLEAN NOT NULL`, `TIMESTAMP(3) *ROWTIME*`.
[[nodiscard]] std::string toText(const Type& type);
/// As Flink's messages name the kind: VARCHAR, INTEGER.
[[nodiscard]] std::string kindText(const Type& type);

/// The type that holds the values of both, as CASE, COALESCE, IN and comparisons need it; nullopt where there is none.
[[nodiscard]] std::optional<Type> mergedType(const Type& a, const Type& b);

} // namespace eventscope::expression
