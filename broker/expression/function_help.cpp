// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "broker/expression/functions.h"

namespace eventscope::expression {
namespace {

constexpr std::array<FunctionHelp, 62> Functions{{
    {"UPPER", "UPPER(text)", "Capital letters"},
    {"LOWER", "LOWER(text)", "Small letters"},
    {"INITCAP", "INITCAP(text)", "Each word with a capital letter first"},
    {"CHAR_LENGTH", "CHAR_LENGTH(text)", "Number of characters"},
    {"SUBSTRING", "SUBSTRING(text, start[, length])",
        "Part of a text, counted from 1; a negative start counts from the end"},
    {"LEFT", "LEFT(text, n)", "The first n characters"},
    {"RIGHT", "RIGHT(text, n)", "The last n characters"},
    {"TRIM", "TRIM([LEADING|TRAILING|BOTH] [x FROM] text)", "Without blanks, or the characters x, at its ends"},
    {"LTRIM", "LTRIM(text[, characters])", "Without blanks at the front"},
    {"RTRIM", "RTRIM(text[, characters])", "Without blanks at the end"},
    {"BTRIM", "BTRIM(text[, characters])", "Without blanks at both ends"},
    {"POSITION", "POSITION(part IN text)", "Where the part begins, from 1; 0 where it is not there"},
    {"LOCATE", "LOCATE(part, text)", "Where the part begins, from 1; 0 where it is not there"},
    {"INSTR", "INSTR(text, part)", "Where the part begins, from 1; 0 where it is not there"},
    {"REPLACE", "REPLACE(text, old, new)", "Every old part replaced"},
    {"CONCAT", "CONCAT(text, …)", "The texts joined; NULL where one is NULL"},
    {"CONCAT_WS", "CONCAT_WS(separator, text, …)", "The texts joined with a separator; NULLs are left out"},
    {"LPAD", "LPAD(text, length, pad)", "Filled up, or cut, to that length at the front"},
    {"RPAD", "RPAD(text, length, pad)", "Filled up, or cut, to that length at the end"},
    {"REPEAT", "REPEAT(text, n)", "The text n times"},
    {"REVERSE", "REVERSE(text)", "The characters backwards"},
    {"STARTSWITH", "STARTSWITH(text, part)", "Whether the text begins so"},
    {"ENDSWITH", "ENDSWITH(text, part)", "Whether the text ends so"},
    {"SPLIT_INDEX", "SPLIT_INDEX(text, separator, n)", "The n-th part between separators, from 0"},
    {"REGEXP", "REGEXP(text, expression)", "Whether the regular expression is found in the text"},
    {"REGEXP_REPLACE", "REGEXP_REPLACE(text, expression, new)", "Every match replaced; $1 stands for the first group"},
    {"REGEXP_EXTRACT", "REGEXP_EXTRACT(text, expression[, group])", "The match, or one group of it"},
    {"ABS", "ABS(number)", "Without its sign"},
    {"SIGN", "SIGN(number)", "-1, 0 or 1"},
    {"MOD", "MOD(a, b)", "What is left of the division of whole numbers and decimals"},
    {"FLOOR", "FLOOR(number) · FLOOR(time TO unit)", "The whole number, or the start of the unit, below"},
    {"CEIL", "CEIL(number) · CEIL(time TO unit)", "The whole number, or the start of the unit, above"},
    {"ROUND", "ROUND(number[, digits])", "Rounded half away from zero"},
    {"POWER", "POWER(a, b)", "a to the power of b"},
    {"SQRT", "SQRT(number)", "Square root"},
    {"LN", "LN(number)", "Natural logarithm"},
    {"LOG10", "LOG10(number)", "Logarithm to the base of 10"},
    {"EXP", "EXP(number)", "e to the power of the number"},
    {"GREATEST", "GREATEST(a, b, …)", "The largest; NULL where one is NULL"},
    {"LEAST", "LEAST(a, b, …)", "The smallest; NULL where one is NULL"},
    {"COALESCE", "COALESCE(a, b, …)", "The first that is not NULL"},
    {"IFNULL", "IFNULL(a, b)", "a, or b where a is NULL"},
    {"NULLIF", "NULLIF(a, b)", "a, or NULL where the two are equal"},
    {"IF", "IF(condition, a, b)", "a where the condition is true, else b"},
    {"CAST", "CAST(x AS type)", "Converted; a value that cannot be converted is an error"},
    {"TRY_CAST", "TRY_CAST(x AS type)", "Converted; NULL where that is not possible"},
    {"EXTRACT", "EXTRACT(unit FROM time)", "One part of a time: YEAR, MONTH, DAY, HOUR, DOW, …"},
    {"YEAR", "YEAR(time)", "The year"},
    {"QUARTER", "QUARTER(time)", "1 to 4"},
    {"MONTH", "MONTH(time)", "1 to 12"},
    {"WEEK", "WEEK(time)", "ISO week of the year"},
    {"DAYOFYEAR", "DAYOFYEAR(time)", "1 to 366"},
    {"DAYOFMONTH", "DAYOFMONTH(time)", "1 to 31"},
    {"DAYOFWEEK", "DAYOFWEEK(time)", "1 (Sunday) to 7"},
    {"HOUR", "HOUR(time)", "0 to 23"},
    {"MINUTE", "MINUTE(time)", "0 to 59"},
    {"SECOND", "SECOND(time)", "0 to 59"},
    {"TIMESTAMPADD", "TIMESTAMPADD(unit, n, time)", "n units later"},
    {"TIMESTAMPDIFF", "TIMESTAMPDIFF(unit, from, to)", "Whole units from one time to the other"},
    {"TO_TIMESTAMP_LTZ", "TO_TIMESTAMP_LTZ(n, 0 or 3)", "The time of n seconds (0) or milliseconds (3) since 1970"},
    {"JSON_VALUE", "JSON_VALUE(text, '$.a.b' [RETURNING type])", "A value inside a JSON text"},
    {"JSON_EXISTS", "JSON_EXISTS(text, '$.a.b')", "Whether the path is there"},
}};

} // namespace

std::span<const FunctionHelp> functionHelp() { return Functions; }

} // namespace eventscope::expression
