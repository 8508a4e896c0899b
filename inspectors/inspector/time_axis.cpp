// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/time_axis.h"

#include <QDateTime>

#include <array>
#include <cstdio>
#include <cstdlib>

namespace eventscope::inspect {
namespace {

using namespace std::chrono;

template <class... Numbers> QString written(const char* format, Numbers... numbers)
{
    std::array<char, 96> text{};
    const int size = std::snprintf(text.data(), text.size(), format, numbers...);
    return QString::fromLatin1(text.data(), size);
}

} // namespace

void TimeAxis::setZone(Zone zone)
{
    if (m_zone == zone)
        return;
    m_zone = zone;
    m_cachedQuarter = INT64_MIN;
    emit changed();
}

seconds TimeAxis::offset(WallTime time) const
{
    if (m_zone == Zone::Utc)
        return seconds(0);
    const auto since1970 = floor<seconds>(time).time_since_epoch().count();
    const auto quarter = since1970 / 900;
    if (quarter != m_cachedQuarter) {
        m_cachedQuarter = quarter;
        m_cachedOffset = seconds(QDateTime::fromSecsSinceEpoch(since1970).offsetFromUtc());
    }
    return m_cachedOffset;
}

QString TimeAxis::clock(WallTime time) const
{
    if (time == NoTime)
        return {};
    const auto local = time + offset(time);
    const hh_mm_ss parts(floor<milliseconds>(local - floor<days>(local)));
    return written("%02d:%02d:%02d.%03d", static_cast<int>(parts.hours().count()),
        static_cast<int>(parts.minutes().count()), static_cast<int>(parts.seconds().count()),
        static_cast<int>(parts.subseconds().count()));
}

QString TimeAxis::date(WallTime time) const
{
    if (time == NoTime)
        return {};
    const year_month_day day(floor<days>(time + offset(time)));
    return written("%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day()));
}

QString TimeAxis::full(WallTime time) const
{
    if (time == NoTime)
        return {};
    const auto by = offset(time);
    const auto local = time + by;
    const hh_mm_ss parts(local - floor<days>(local));
    const auto clockText = written("%02d:%02d:%02d.%09d", static_cast<int>(parts.hours().count()),
        static_cast<int>(parts.minutes().count()), static_cast<int>(parts.seconds().count()),
        static_cast<int>(parts.subseconds().count()));
    const auto minutesEast = static_cast<int>(by.count() / 60);
    const auto zoneText = m_zone == Zone::Utc
        ? QStringLiteral("UTC")
        : written("%c%02d:%02d", minutesEast < 0 ? '-' : '+', std::abs(minutesEast) / 60, std::abs(minutesEast) % 60);
    return date(time) % QLatin1Char(' ') % clockText % QLatin1Char(' ') % zoneText;
}

QString TimeAxis::duration(nanoseconds duration)
{
    const char sign = duration.count() < 0 ? '-' : '+';
    const auto size = duration.count() < 0 ? -duration : duration;
    const auto whole = static_cast<double>(size.count());
    if (size < 1ms)
        return written("%c%.0f", sign, whole / 1e3) % QStringLiteral(u" \u00B5s");
    if (size < 1s)
        return written("%c%.1f ms", sign, whole / 1e6);
    if (size < 1min)
        return written("%c%.3f s", sign, whole / 1e9);
    const auto secondsOf = duration_cast<seconds>(size).count();
    if (size < 1h)
        return written("%c%d min %02d s", sign, static_cast<int>(secondsOf / 60), static_cast<int>(secondsOf % 60));
    if (size < 24h)
        return written(
            "%c%d h %02d min", sign, static_cast<int>(secondsOf / 3600), static_cast<int>(secondsOf / 60 % 60));
    return written("%c%d d %02d h", sign, static_cast<int>(secondsOf / 86400), static_cast<int>(secondsOf / 3600 % 24));
}

} // namespace eventscope::inspect
