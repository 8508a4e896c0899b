// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "broker/event/result.h"

namespace eventscope {

/// UTC as sources and hosts claim it, nanoseconds since 1970; may lie, may go backwards.
using WallTime = std::chrono::sys_time<std::chrono::nanoseconds>;
/// For durations only; never stored.
using SteadyTime = std::chrono::steady_clock::time_point;

/// Stands for "no time is known" in fixed-size records.
constexpr WallTime NoTime = WallTime::min();

/// Nanoseconds since 1970 UTC, the stored form.
[[nodiscard]] constexpr std::int64_t toNanoseconds(WallTime time) { return time.time_since_epoch().count(); }
[[nodiscard]] constexpr WallTime fromNanoseconds(std::int64_t nanoseconds)
{
    return WallTime(std::chrono::nanoseconds(nanoseconds));
}

/// `2026-03-01T14:02:11.482000001Z`: RFC 3339, UTC, always nine fraction digits, so that texts sort as times do.
[[nodiscard]] std::string toRfc3339(WallTime time);
void appendRfc3339(std::string& to, WallTime time);

/// Reads RFC 3339 with any number of fraction digits (beyond nine are cut) and `Z` or a numeric offset.
/// Error: Fault::Invalid for another form, a date that does not exist, or a time outside what
/// 64 bits of nanoseconds hold, 1677-09-21 to 2262-04-11.
[[nodiscard]] Result<WallTime> parseRfc3339(std::string_view text);

} // namespace eventscope
