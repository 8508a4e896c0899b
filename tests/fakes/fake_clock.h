// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>

#include "broker/event/clock.h"

namespace eventscope::fakes {

/// A clock that stands still until it is told to move. Starts at 2026-03-01T12:00:00Z.
class FakeClock final : public Clock {
public:
    [[nodiscard]] WallTime now() const override
    {
        return WallTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12)) + passed();
    }
    [[nodiscard]] SteadyTime steadyNow() const override { return SteadyTime(std::chrono::hours(1)) + passed(); }
    void advance(std::chrono::nanoseconds by) { m_passed += by.count(); }

private:
    [[nodiscard]] std::chrono::nanoseconds passed() const { return std::chrono::nanoseconds(m_passed.load()); }

    std::atomic<std::int64_t> m_passed{0};
};

} // namespace eventscope::fakes
