// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>

#include "broker/event/wall_time.h"

namespace eventscope::inspect {

/// How times are written in this window: local or UTC. Fast enough for every cell of every frame.
/// Thread: the GUI thread.
class TimeAxis final : public QObject {
    Q_OBJECT

public:
    enum class Zone { Local, Utc };
    Q_ENUM(Zone)

    using QObject::QObject;

    [[nodiscard]] Zone zone() const { return m_zone; }
    void setZone(Zone zone);

    /// `14:02:11.482`; empty for NoTime.
    [[nodiscard]] QString clock(WallTime time) const;
    /// `2026-03-01 14:02:11.482000001 +01:00`; empty for NoTime.
    [[nodiscard]] QString full(WallTime time) const;
    /// `2026-03-01`
    [[nodiscard]] QString date(WallTime time) const;
    /// What has to be added to UTC at that time.
    [[nodiscard]] std::chrono::seconds offset(WallTime time) const;

    /// A signed duration with a fitting unit: `+1.250 s`, `-340 µs`, `+2 h 03 min`.
    [[nodiscard]] static QString duration(std::chrono::nanoseconds duration);

signals:
    void changed();

private:
    Zone m_zone = Zone::Local;
    mutable std::int64_t m_cachedQuarter = INT64_MIN; // offsets change at quarters of an hour only
    mutable std::chrono::seconds m_cachedOffset{0};
};

} // namespace eventscope::inspect
