// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/event/wall_time.h"

namespace eventscope {

/// Where "now" comes from. Thread: any.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    [[nodiscard]] virtual WallTime now() const = 0;
    [[nodiscard]] virtual SteadyTime steadyNow() const = 0;
};

/// The clocks of this machine.
class SystemClock final : public Clock {
public:
    [[nodiscard]] WallTime now() const override
    {
        return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] SteadyTime steadyNow() const override { return std::chrono::steady_clock::now(); }
};

} // namespace eventscope
