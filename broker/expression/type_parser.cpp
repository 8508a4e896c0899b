// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <charconv>
#include <utility>

#include "broker/expression/parser.h"
#include "broker/expression/token_stream.h"

namespace eventscope::expression {
namespace {

struct TypeName {
    std::string_view name;
    TypeKind kind;
    int precision; ///< where none is written
    int most; ///< largest precision; 0 where the type takes none
};
constexpr std::array<TypeName, 18> TypeNames{{
    {"BOOLEAN", TypeKind::Boolean, 0, 0},
    {"TINYINT", TypeKind::TinyInt, 0, 0},
    {"SMALLINT", TypeKind::SmallInt, 0, 0},
    {"INT", TypeKind::Int, 0, 0},
    {"INTEGER", TypeKind::Int, 0, 0},
    {"BIGINT", TypeKind::BigInt, 0, 0},
    {"DECIMAL", TypeKind::Decimal, 10, 38},
    {"DEC", TypeKind::Decimal, 10, 38},
    {"NUMERIC", TypeKind::Decimal, 10, 38},
    {"FLOAT", TypeKind::Float, 0, 0},
    {"DOUBLE", TypeKind::Double, 0, 0},
    {"STRING", TypeKind::VarChar, Type::MaxLength, 0},
    {"VARCHAR", TypeKind::VarChar, 1, Type::MaxLength},
    {"CHAR", TypeKind::Char, 1, Type::MaxLength},
    {"DATE", TypeKind::Date, 0, 0},
    {"TIMESTAMP", TypeKind::Timestamp, 6, 9},
    {"TIMESTAMP_LTZ", TypeKind::TimestampLtz, 6, 9},
    {"BYTES", TypeKind::VarChar, Type::MaxLength, 0},
}};

tl::expected<int, Diagnostic> takeNumber(TokenStream& stream, int least, int most)
{
    const auto token = stream.peek();
    int number = 0;
    const auto* const end = token.text.data() + token.text.size();
    if (token.kind != TokenKind::Number || std::from_chars(token.text.data(), end, number).ptr != end || number < least
        || number > most)
        return stream.expected("a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    stream.take();
    return number;
}

tl::expected<void, Diagnostic> takePrecision(TokenStream& stream, Type& type, int most)
{
    if (most == 0 || !stream.takeSymbol("("))
        return {};
    const auto precision = takeNumber(stream, type.isTimestamp() ? 0 : 1, most);
    if (!precision)
        return tl::unexpected(precision.error());
    type.precision = *precision;
    if (type.kind == TypeKind::Decimal && stream.takeSymbol(",")) {
        const auto scale = takeNumber(stream, 0, type.precision);
        if (!scale)
            return tl::unexpected(scale.error());
        type.scale = *scale;
    }
    if (!stream.takeSymbol(")"))
        return stream.expected("')'");
    return {};
}

} // namespace

tl::expected<Type, Diagnostic> takeType(TokenStream& stream)
{
    const auto name = stream.peek().kind == TokenKind::Word ? upperCase(stream.peek().text) : std::string();
    for (const auto& known : TypeNames) {
        if (known.name != name)
            continue;
        stream.take();
        Type type{.kind = known.kind, .precision = known.precision};
        if (const auto precision = takePrecision(stream, type, known.most); !precision)
            return tl::unexpected(precision.error());
        if (known.kind == TypeKind::Double)
            stream.takeWord("PRECISION");
        if (known.kind == TypeKind::Timestamp && (stream.isWord("WITH") || stream.isWord("WITHOUT"))) {
            const auto isLocal = stream.takeWord("WITH") && stream.takeWord("LOCAL");
            if (!isLocal)
                stream.takeWord("WITHOUT");
            if (!stream.takeWord("TIME") || !stream.takeWord("ZONE"))
                return stream.expected("TIME ZONE, as in TIMESTAMP WITH LOCAL TIME ZONE");
            type.kind = isLocal ? TypeKind::TimestampLtz : TypeKind::Timestamp;
        }
        if (stream.isWord("NOT") && stream.isWord("NULL", 1)) {
            stream.take();
            stream.take();
            type.isNullable = false;
        }
        return type;
    }
    return stream.expected("a type: BOOLEAN, INT, BIGINT, DECIMAL(10, 2), DOUBLE, STRING, DATE, TIMESTAMP(3), …");
}

tl::expected<Type, Diagnostic> parseType(std::string_view text)
{
    TokenStream stream(text);
    auto type = takeType(stream);
    if (type && stream.peek().kind != TokenKind::End)
        return stream.expected("the end of the type");
    return type;
}

} // namespace eventscope::expression
