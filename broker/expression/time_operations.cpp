// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/time_operations.h"

#include "broker/expression/calendar.h"
#include "broker/expression/strict.h"

namespace eventscope::expression {
namespace {

constexpr Int128 NanosecondsPerMillisecond = 1'000'000;
// SQL has the years 0001 to 9999; std::chrono::year, which the calendar needs, ends at 32767.
constexpr std::int64_t MostYears = 30'000;
constexpr std::int64_t MostDays = MostYears * 365;
constexpr Int128 EndOfTime = MostDays * calendar::NanosecondsPerDay;

std::int64_t floorMilliseconds(Int128 nanoseconds)
{
    const auto whole = nanoseconds / NanosecondsPerMillisecond;
    return static_cast<std::int64_t>(nanoseconds % NanosecondsPerMillisecond < 0 ? whole - 1 : whole);
}

void keepInRange(Frame& frame, Value* at, Int128 nanoseconds)
{
    if (nanoseconds > EndOfTime || nanoseconds < -EndOfTime)
        frame.fail("The time lies outside of the years that SQL has");
    else
        at->setBig(nanoseconds);
}

calendar::Unit unitOf(const Instruction& with) { return static_cast<calendar::Unit>(with.shape[0]); }

bool isTooFar(Frame& frame, std::int64_t months)
{
    const auto isFar = months > 12 * MostYears || months < -12 * MostYears;
    if (isFar)
        frame.fail("The time lies outside of the years that SQL has");
    return isFar;
}

bool isBeyondCalendar(Int128 nanoseconds, std::int64_t months)
{
    const auto year = static_cast<std::int64_t>(nanoseconds / calendar::NanosecondsPerDay / 366) + months / 12;
    return year > MostYears || year < -MostYears;
}

} // namespace

void addDuration(Frame& frame, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        keepInRange(frame, at, at[0].big + Int128{at[1].integer} * with.shape[0] * NanosecondsPerMillisecond);
}

void addDurationToDate(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto days = Int128{at[0].integer} + Int128{at[1].integer} * with.shape[0] / calendar::MillisecondsPerDay;
    if (days > MostDays || days < -MostDays)
        frame.fail("The date lies outside of the years that SQL has");
    else
        at->setInteger(static_cast<std::int64_t>(days));
}

void addMonthsToTime(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with) || isTooFar(frame, at[1].integer))
        return;
    if (isBeyondCalendar(at[0].big, at[1].integer * with.shape[0]))
        frame.fail("The time lies outside of the years that SQL has");
    else
        at->setBig(calendar::addMonths(at[0].big, at[1].integer * with.shape[0]));
}

void addMonthsToDate(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    at->setBig(Int128{at->integer} * calendar::NanosecondsPerDay);
    addMonthsToTime(frame, at, with);
    at->setInteger(static_cast<std::int64_t>(at->big / calendar::NanosecondsPerDay));
}

void multiplyLength(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    std::int64_t length = 0;
    if (__builtin_mul_overflow(at[0].integer, at[1].integer, &length))
        frame.fail("The time lies outside of the years that SQL has");
    else
        at->setInteger(length);
}

void timeDifference(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto unit = unitOf(with);
    const auto length = calendar::milliseconds(unit);
    std::int64_t count = 0;
    if (length != 0)
        count = (floorMilliseconds(at[1].big) - floorMilliseconds(at[0].big)) / length;
    else
        count = calendar::monthsBetween(at[0].big, at[1].big) / calendar::months(unit);
    at->setInteger(static_cast<std::int32_t>(count));
}

void extractFromTime(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto epoch = floorMilliseconds(at->big);
    at->setInteger(calendar::extract(unitOf(with), epoch / calendar::MillisecondsPerDay, epoch));
}

void extractFromDate(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setInteger(calendar::extract(unitOf(with), at->integer, at->integer * calendar::MillisecondsPerDay));
}

void floorTime(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBig(calendar::floorTo(unitOf(with), at->big));
}

void ceilTime(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto floor = calendar::floorTo(unitOf(with), at->big);
    if (floor == at->big)
        return;
    const auto unit = unitOf(with);
    const auto months = calendar::months(unit);
    keepInRange(frame, at,
        months != 0 ? calendar::addMonths(floor, months)
                    : floor + calendar::milliseconds(unit) * NanosecondsPerMillisecond);
}

void timeFromNumber(Frame& frame, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        keepInRange(frame, at, Int128{at->integer} * (with.shape[0] == 0 ? 1'000'000'000 : 1'000'000));
}

} // namespace eventscope::expression
