// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "broker/expression/value.h"

namespace eventscope::expression::calendar {

constexpr std::int64_t MillisecondsPerDay = 86'400'000;
constexpr Int128 NanosecondsPerDay = Int128{86'400'000'000'000};

enum class Unit : std::uint8_t {
    Millennium,
    Century,
    Decade,
    Year,
    Quarter,
    Month,
    Week,
    Day,
    DayOfYear,
    DayOfWeek,
    IsoDayOfWeek,
    IsoYear,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
    Epoch,
};
/// From the word of the language, upper case; the plural too.
[[nodiscard]] std::optional<Unit> parseUnit(std::string_view word);
/// Milliseconds of one, for WEEK, DAY, HOUR, MINUTE and SECOND; 0 for the others.
[[nodiscard]] std::int64_t milliseconds(Unit unit);
/// Months of one, for YEAR, QUARTER and MONTH; 0 for the others.
[[nodiscard]] std::int64_t months(Unit unit);

/// Days since 1970 of `2026-03-01`, also `2026-3-1`.
[[nodiscard]] std::optional<std::int64_t> parseDate(std::string_view text);

struct ParsedTime {
    Int128 nanoseconds = 0; ///< since 1970
    int fractionDigits = 0; ///< as written, at most 9
};
/// `yyyy-MM-dd HH:mm:ss[.f…]`, or a date alone.
[[nodiscard]] std::optional<ParsedTime> parseTimestamp(std::string_view text);

[[nodiscard]] std::string dateText(std::int64_t days);
/// `2026-03-01 14:02:11.482`, with that many fraction digits.
[[nodiscard]] std::string timestampText(Int128 nanoseconds, int fractionDigits);

/// Down to that many fraction digits.
[[nodiscard]] Int128 cutFraction(Int128 nanoseconds, int fractionDigits);
/// The day of the month is brought down to one that the month has.
[[nodiscard]] Int128 addMonths(Int128 nanoseconds, std::int64_t months);
/// Whole months from `from` to `to`, toward zero.
[[nodiscard]] std::int64_t monthsBetween(Int128 from, Int128 to);
/// As Flink extracts: for a timestamp, `days` and the milliseconds are truncated toward zero.
[[nodiscard]] std::int64_t extract(Unit unit, std::int64_t days, std::int64_t epochMilliseconds);
/// The start of the unit that the time lies in.
[[nodiscard]] Int128 floorTo(Unit unit, Int128 nanoseconds);

} // namespace eventscope::expression::calendar
