// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/calendar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace eventscope::expression::calendar {
namespace {

using std::chrono::year_month_day;

constexpr Int128 NanosecondsPerMillisecond = 1'000'000;

Int128 floorDivide(Int128 value, Int128 by)
{
    const auto quotient = value / by;
    return value % by < 0 ? quotient - 1 : quotient;
}

year_month_day civil(std::int64_t days) { return year_month_day(std::chrono::sys_days(std::chrono::days(days))); }

std::int64_t dayNumber(year_month_day date) { return std::chrono::sys_days(date).time_since_epoch().count(); }

std::int64_t dayNumber(std::int64_t year, std::int64_t month, std::int64_t day)
{
    return dayNumber(std::chrono::year(static_cast<int>(year)) / static_cast<int>(month) / static_cast<int>(day));
}

/// Takes `least` to `most` digits off the front.
std::optional<int> takeDigits(std::string_view& text, std::size_t least, std::size_t most)
{
    std::size_t count = 0;
    int number = 0;
    for (; count < text.size() && count < most && text[count] >= '0' && text[count] <= '9'; ++count)
        number = number * 10 + (text[count] - '0');
    if (count < least)
        return std::nullopt;
    text.remove_prefix(count);
    return number;
}

bool takeChar(std::string_view& text, char c)
{
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::int64_t> takeDate(std::string_view& text)
{
    const auto year = takeDigits(text, 4, 4);
    if (!year || !takeChar(text, '-'))
        return std::nullopt;
    const auto month = takeDigits(text, 1, 2);
    if (!month || !takeChar(text, '-'))
        return std::nullopt;
    const auto day = takeDigits(text, 1, 2);
    if (!day)
        return std::nullopt;
    const auto date = std::chrono::year(*year) / *month / *day;
    return date.ok() ? std::optional(dayNumber(date)) : std::nullopt;
}

std::int64_t isoWeek(std::int64_t days, bool wantsYear)
{
    const auto weekday = (days % 7 + 7 + 3) % 7; // Monday = 0
    const auto thursday = civil(days - weekday + 3);
    if (wantsYear)
        return static_cast<int>(thursday.year());
    return (dayNumber(thursday) - dayNumber(static_cast<int>(thursday.year()), 1, 1)) / 7 + 1;
}

std::int64_t extractFromDay(Unit unit, std::int64_t days)
{
    const auto date = civil(days);
    const std::int64_t year = static_cast<int>(date.year());
    const std::int64_t month = static_cast<unsigned>(date.month());
    switch (unit) {
    case Unit::Millennium:
        return year > 0 ? (year + 999) / 1000 : (year - 999) / 1000;
    case Unit::Century:
        return year > 0 ? (year + 99) / 100 : (year - 99) / 100;
    case Unit::Decade:
        return year / 10;
    case Unit::Year:
        return year;
    case Unit::Quarter:
        return (month + 2) / 3;
    case Unit::Month:
        return month;
    case Unit::Week:
        return isoWeek(days, false);
    case Unit::Day:
        return static_cast<unsigned>(date.day());
    case Unit::DayOfYear:
        return days - dayNumber(year, 1, 1) + 1;
    case Unit::DayOfWeek:
        return (days % 7 + 7 + 4) % 7 + 1; // Sunday = 1
    case Unit::IsoDayOfWeek:
        return (days % 7 + 7 + 3) % 7 + 1;
    case Unit::IsoYear:
        return isoWeek(days, true);
    default:
        return 0;
    }
}

} // namespace

std::optional<Unit> parseUnit(std::string_view word)
{
    struct Name {
        std::string_view word;
        Unit unit;
    };
    static constexpr std::array<Name, 19> Names{{{"MILLENNIUM", Unit::Millennium}, {"CENTURY", Unit::Century},
        {"DECADE", Unit::Decade}, {"YEAR", Unit::Year}, {"QUARTER", Unit::Quarter}, {"MONTH", Unit::Month},
        {"WEEK", Unit::Week}, {"DAY", Unit::Day}, {"DOY", Unit::DayOfYear}, {"DOW", Unit::DayOfWeek},
        {"ISODOW", Unit::IsoDayOfWeek}, {"ISOYEAR", Unit::IsoYear}, {"HOUR", Unit::Hour}, {"MINUTE", Unit::Minute},
        {"SECOND", Unit::Second}, {"MILLISECOND", Unit::Millisecond}, {"MICROSECOND", Unit::Microsecond},
        {"NANOSECOND", Unit::Nanosecond}, {"EPOCH", Unit::Epoch}}};
    for (const auto& name : Names) {
        if (word == name.word || (word.ends_with('S') && word.substr(0, word.size() - 1) == name.word))
            return name.unit;
    }
    return std::nullopt;
}

std::int64_t milliseconds(Unit unit)
{
    switch (unit) {
    case Unit::Week:
        return 7 * MillisecondsPerDay;
    case Unit::Day:
        return MillisecondsPerDay;
    case Unit::Hour:
        return 3'600'000;
    case Unit::Minute:
        return 60'000;
    case Unit::Second:
        return 1'000;
    default:
        return 0;
    }
}

std::int64_t months(Unit unit)
{
    return unit == Unit::Year ? 12 : (unit == Unit::Quarter ? 3 : (unit == Unit::Month ? 1 : 0));
}

std::optional<std::int64_t> parseDate(std::string_view text)
{
    const auto days = takeDate(text);
    return text.empty() ? days : std::nullopt;
}

std::optional<ParsedTime> parseTimestamp(std::string_view text)
{
    const auto days = takeDate(text);
    if (!days)
        return std::nullopt;
    ParsedTime parsed{*days * NanosecondsPerDay, 0};
    if (text.empty())
        return parsed;
    if (!takeChar(text, ' '))
        return std::nullopt;
    const auto hour = takeDigits(text, 1, 2);
    if (!hour || *hour > 23 || !takeChar(text, ':'))
        return std::nullopt;
    const auto minute = takeDigits(text, 1, 2);
    if (!minute || *minute > 59 || !takeChar(text, ':'))
        return std::nullopt;
    const auto second = takeDigits(text, 1, 2);
    if (!second || *second > 59)
        return std::nullopt;
    std::int64_t fraction = 0;
    if (takeChar(text, '.')) {
        for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
            if (parsed.fractionDigits < 9) {
                fraction = fraction * 10 + (text.front() - '0');
                ++parsed.fractionDigits;
            }
        }
    }
    if (!text.empty())
        return std::nullopt;
    for (int digit = parsed.fractionDigits; digit < 9; ++digit)
        fraction *= 10;
    const std::int64_t seconds = *hour * 3600 + *minute * 60 + *second;
    parsed.nanoseconds += Int128{seconds} * 1'000'000'000 + fraction;
    return parsed;
}

std::string dateText(std::int64_t days)
{
    const auto date = civil(days);
    std::array<char, 32> text{};
    const auto length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string timestampText(Int128 nanoseconds, int fractionDigits)
{
    const auto days = static_cast<std::int64_t>(floorDivide(nanoseconds, NanosecondsPerDay));
    const auto ofDay = static_cast<std::int64_t>(nanoseconds - days * NanosecondsPerDay);
    const auto seconds = ofDay / 1'000'000'000;
    std::array<char, 40> text{};
    const auto length = std::snprintf(text.data(), text.size(), " %02d:%02d:%02d.%09d",
        static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60),
        static_cast<int>(ofDay % 1'000'000'000));
    const auto cut = fractionDigits == 0 ? 10 : 9 - fractionDigits;
    return dateText(days) + std::string(text.data(), static_cast<std::size_t>(length - cut));
}

Int128 cutFraction(Int128 nanoseconds, int fractionDigits)
{
    std::int64_t unit = 1;
    for (int digit = fractionDigits; digit < 9; ++digit)
        unit *= 10;
    return floorDivide(nanoseconds, unit) * unit;
}

Int128 addMonths(Int128 nanoseconds, std::int64_t by)
{
    const auto days = static_cast<std::int64_t>(floorDivide(nanoseconds, NanosecondsPerDay));
    const auto date = civil(days);
    const auto moved = (date.year() / date.month()) + std::chrono::months(by);
    const auto last = (moved / std::chrono::last).day();
    const auto target = moved / std::min(date.day(), last);
    return nanoseconds + (dayNumber(target) - days) * NanosecondsPerDay;
}

std::int64_t monthsBetween(Int128 from, Int128 to)
{
    if (to < from)
        return -monthsBetween(to, from);
    const auto first = civil(static_cast<std::int64_t>(floorDivide(from, NanosecondsPerDay)));
    const auto last = civil(static_cast<std::int64_t>(floorDivide(to, NanosecondsPerDay)));
    const auto number = [](const year_month_day& date) {
        return static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month()));
    };
    std::int64_t count = number(last) - number(first);
    if (count > 0 && addMonths(from, count) > to)
        --count;
    return count;
}

std::int64_t extract(Unit unit, std::int64_t days, std::int64_t epochMilliseconds)
{
    switch (unit) {
    case Unit::Hour:
        return epochMilliseconds % MillisecondsPerDay / 3'600'000;
    case Unit::Minute:
        return epochMilliseconds % 3'600'000 / 60'000;
    case Unit::Second:
        return epochMilliseconds % 60'000 / 1'000;
    case Unit::Millisecond:
        return epochMilliseconds % 1'000;
    case Unit::Microsecond:
        return epochMilliseconds % 1'000 * 1'000;
    case Unit::Nanosecond:
        return epochMilliseconds % 1'000 * 1'000'000;
    case Unit::Epoch:
        return epochMilliseconds / 1'000;
    default:
        return extractFromDay(unit, days);
    }
}

Int128 floorTo(Unit unit, Int128 nanoseconds)
{
    const auto days = static_cast<std::int64_t>(floorDivide(nanoseconds, NanosecondsPerDay));
    const auto date = civil(days);
    const std::int64_t year = static_cast<int>(date.year());
    const std::int64_t month = static_cast<unsigned>(date.month());
    switch (unit) {
    case Unit::Year:
        return dayNumber(year, 1, 1) * NanosecondsPerDay;
    case Unit::Quarter:
        return dayNumber(year, (month - 1) / 3 * 3 + 1, 1) * NanosecondsPerDay;
    case Unit::Month:
        return dayNumber(year, month, 1) * NanosecondsPerDay;
    case Unit::Week:
        return (days - (days % 7 + 7 + 4) % 7) * NanosecondsPerDay; // weeks begin on Sunday
    case Unit::Millisecond:
        return floorDivide(nanoseconds, NanosecondsPerMillisecond) * NanosecondsPerMillisecond;
    default: {
        const auto length = milliseconds(unit) * NanosecondsPerMillisecond;
        return length == 0 ? nanoseconds : floorDivide(nanoseconds, length) * length;
    }
    }
}

} // namespace eventscope::expression::calendar
