// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/functions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "broker/expression/number_operations.h"
#include "broker/expression/pattern_operations.h"
#include "broker/expression/program_builder.h"
#include "broker/expression/text_operations.h"

namespace eventscope::expression {
namespace {

enum class Want : std::uint8_t { Text, Int, Double };

struct Plain {
    std::string_view name;
    std::array<Want, 3> wants;
    std::size_t least;
    std::size_t most; ///< more than three: the last kind repeats
    TypeKind result;
    Operation run;
    bool canBeNull = false; ///< also with arguments that are not
};

constexpr auto T = Want::Text;
constexpr auto I = Want::Int;
constexpr auto D = Want::Double;
constexpr auto Text = TypeKind::VarChar;
constexpr std::size_t Many = 1000;

/// The functions whose types do not depend on each other.
constexpr std::array<Plain, 29> Plains{{
    {"UPPER", {T, T, T}, 1, 1, Text, upperText},
    {"LOWER", {T, T, T}, 1, 1, Text, lowerText},
    {"INITCAP", {T, T, T}, 1, 1, Text, capitalText},
    {"CHAR_LENGTH", {T, T, T}, 1, 1, TypeKind::Int, textLength},
    {"CHARACTER_LENGTH", {T, T, T}, 1, 1, TypeKind::Int, textLength},
    {"SUBSTRING", {T, I, I}, 2, 3, Text, subText},
    {"LEFT", {T, I, I}, 2, 2, Text, leftText},
    {"RIGHT", {T, I, I}, 2, 2, Text, rightText},
    {"POSITION", {T, T, T}, 2, 2, TypeKind::Int, positionInText},
    {"LOCATE", {T, T, T}, 2, 2, TypeKind::Int, positionInText},
    {"INSTR", {T, T, T}, 2, 2, TypeKind::Int, positionOfText},
    {"REPLACE", {T, T, T}, 3, 3, Text, replaceText},
    {"CONCAT", {T, T, T}, 1, Many, Text, joinTexts},
    {"CONCAT_WS", {T, T, T}, 1, Many, Text, joinTextsWithSeparator},
    {"LPAD", {T, I, T}, 3, 3, Text, padLeft, true},
    {"RPAD", {T, I, T}, 3, 3, Text, padRight, true},
    {"REPEAT", {T, I, I}, 2, 2, Text, repeatText},
    {"REVERSE", {T, T, T}, 1, 1, Text, reverseText},
    {"STARTSWITH", {T, T, T}, 2, 2, TypeKind::Boolean, textStartsWith},
    {"ENDSWITH", {T, T, T}, 2, 2, TypeKind::Boolean, textEndsWith},
    {"SPLIT_INDEX", {T, T, I}, 3, 3, Text, splitIndex, true},
    {"REGEXP", {T, T, T}, 2, 2, TypeKind::Boolean, regexFinds},
    {"REGEXP_REPLACE", {T, T, T}, 3, 3, Text, regexReplaces, true},
    {"REGEXP_EXTRACT", {T, T, I}, 2, 3, Text, regexExtracts, true},
    {"POWER", {D, D, D}, 2, 2, TypeKind::Double, power},
    {"SQRT", {D, D, D}, 1, 1, TypeKind::Double, squareRoot},
    {"LN", {D, D, D}, 1, 1, TypeKind::Double, naturalLogarithm},
    {"LOG10", {D, D, D}, 1, 1, TypeKind::Double, decimalLogarithm},
    {"EXP", {D, D, D}, 1, 1, TypeKind::Double, exponential},
}};

Type typeOf(Want want) { return want == T ? textType() : simpleType(want == I ? TypeKind::Int : TypeKind::Double); }

bool fits(const Type& type, Want want)
{
    if (type.kind == TypeKind::Null)
        return true;
    return want == T ? type.isText() : (want == I ? type.isInteger() : type.isNumber());
}

std::string countText(const Plain& plain)
{
    if (plain.most == Many)
        return "at least " + std::to_string(plain.least);
    return std::to_string(plain.least) + (plain.most > plain.least ? " or " + std::to_string(plain.most) : "");
}

/// A constant regular expression is compiled once; one that is wrong is told now.
std::optional<Diagnostic> prepareRegex(Term& term)
{
    const auto& pattern = term.arguments[1];
    if (!pattern.isConstant() || pattern.isNull()) {
        term.shape[0] = static_cast<std::int16_t>(term.place.offset & 3U);
        return std::nullopt;
    }
    auto compiled = compileRegex(constantText(pattern));
    if (!compiled)
        return Diagnostic{pattern.place.offset, pattern.place.length, compiled.error()};
    term.resource = std::move(*compiled);
    return std::nullopt;
}

Checked checkPlain(const Plain& plain, const Node& node, const CheckArgument& check)
{
    if (node.children.size() < plain.least || node.children.size() > plain.most)
        return refused(node.signPlace,
            node.text + " takes " + countText(plain) + (plain.most == 1 ? " argument" : " arguments") + ", found "
                + std::to_string(node.children.size()));
    std::vector<Term> arguments;
    auto isNullable = plain.canBeNull;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const auto want = plain.wants[std::min<std::size_t>(i, 2)];
        auto argument = check(node.children[i]);
        if (!argument)
            return argument;
        if (argument->type.kind == TypeKind::Payload)
            *argument = payloadAs(std::move(*argument), typeOf(want));
        if (!fits(argument->type, want))
            return refused(argument->place,
                node.text + " takes " + (want == T ? "a text" : (want == I ? "a whole number" : "a number"))
                    + " as argument " + std::to_string(i + 1) + ", found a value of type "
                    + toText(argument->type.withNullable(true)));
        isNullable = isNullable || argument->type.isNullable;
        const auto isAsItIs = want == T ? argument->type.isText() : (want == I && argument->type.isInteger());
        arguments.push_back(isAsItIs ? std::move(*argument) : converted(std::move(*argument), typeOf(want)));
    }
    const auto type = (plain.result == Text ? textType() : simpleType(plain.result)).withNullable(isNullable);
    auto term = Term::call(plain.run, type, std::move(arguments), node.place);
    if (node.text.starts_with("REGEXP")) {
        if (auto error = prepareRegex(term))
            return tl::unexpected(std::move(*error));
    }
    return folded(std::move(term));
}

tl::unexpected<Diagnostic> unknownFunction(const Node& node)
{
    struct Instead {
        std::string_view name;
        std::string_view write;
    };
    static constexpr std::array<Instead, 10> Insteads{{{"LENGTH", "CHAR_LENGTH(…)"}, {"LEN", "CHAR_LENGTH(…)"},
        {"CONTAINS", "… LIKE '%part%'"}, {"NOW", "a time: TIMESTAMP '2026-03-01 12:00:00'"},
        {"CURRENT_TIMESTAMP", "a time: TIMESTAMP '2026-03-01 12:00:00'"}, {"SUBSTR", "SUBSTRING(…)"},
        {"TOUPPER", "UPPER(…)"}, {"TOLOWER", "LOWER(…)"}, {"MATCHES", "REGEXP(…, '…')"}, {"ISNULL", "… IS NULL"}}};
    auto message = "No match found for function signature " + node.text.substr(0, 60) + "(…)";
    for (const auto& instead : Insteads) {
        if (instead.name == node.text)
            return refused(node.signPlace, message + "; write " + std::string(instead.write));
    }
    std::vector<std::string_view> names;
    for (const auto& help : functionHelp())
        names.push_back(help.name);
    const auto nearest = nearestWord(node.text, names);
    return refused(node.signPlace, message + (nearest.empty() ? "" : "; did you mean " + nearest + "?"));
}

} // namespace

Checked checkFunction(const Node& node, const CheckArgument& check)
{
    for (const auto& plain : Plains) {
        if (plain.name == node.text)
            return checkPlain(plain, node, check);
    }
    if (auto time = checkTimeFunction(node, check))
        return std::move(*time);
    if (auto typed = checkTypedFunction(node, check))
        return std::move(*typed);
    return unknownFunction(node);
}

} // namespace eventscope::expression
