// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "broker/event/event_batch.h"
#include "broker/event/names.h"
#include "broker/event/result.h"
#include "broker/log/recovery_report.h"

namespace eventscope::log {

/// Reads a log or a recording, also while it is written. Never writes, never checkpoints; only where a
/// writer died in the moment of closing does it let SQLite take that half change back.
/// Thread: one at a time; open a reader for each thread.
class LogReader {
public:
    /// One channel of one connection, over the whole log.
    struct ChannelSummary {
        ConnectionId connection;
        ChannelId channel;
        std::uint64_t events = 0;
        std::uint64_t payloadBytes = 0;
        WallTime first = NoTime; ///< on the axis: event time, observed time where it is absent
        WallTime last = NoTime;
    };
    enum class Direction { Forward, Backward };

    /// `path` is a recording file or a folder of segments. Texts are interned into `names`.
    /// Errors: NotFound, Invalid (not a log), Corrupt, Denied.
    [[nodiscard]] static Result<std::unique_ptr<LogReader>> open(const std::filesystem::path& path, Names& names);
    virtual ~LogReader() = default;
    LogReader(const LogReader&) = delete;
    LogReader& operator=(const LogReader&) = delete;

    /// Bounds as of now; none when empty.
    [[nodiscard]] virtual Position first() = 0;
    [[nodiscard]] virtual Position last() = 0;
    [[nodiscard]] virtual std::uint64_t eventCount() = 0;

    /// At most `count` events with positions from `from` upwards (Forward) or downwards (Backward), in ascending order
    /// in both cases. Fewer at the ends; holes are skipped. Events with a wrong checksum are left out and counted.
    [[nodiscard]] virtual Result<SharedBatch> read(
        Position from, std::size_t count, Direction direction = Direction::Forward) = 0;
    /// As read, but only events of the given channels, pushed down to the database. Empty `channels` = all.
    [[nodiscard]] virtual Result<SharedBatch> readChannels(
        Position from, std::size_t count, Direction direction, const std::vector<std::string>& channels) = 0;

    /// The first position whose observed time is not before `time`; last()+1 where there is none.
    [[nodiscard]] virtual Result<Position> positionAt(WallTime time) = 0;
    /// Reads everything once; `progress` gets 0..1 and may return false to stop early.
    [[nodiscard]] virtual Result<std::vector<ChannelSummary>> summarise(
        const std::function<bool(double)>& progress) = 0;
    /// Checks every checksum, position and the commit mark.
    [[nodiscard]] virtual Result<RecoveryReport> verify(const std::function<bool(double)>& progress) = 0;
    /// What was found when it was opened.
    [[nodiscard]] virtual const RecoveryReport& recovery() const = 0;
    /// Events left out by read because of a wrong checksum, so far.
    [[nodiscard]] virtual std::uint64_t damagedSeen() const = 0;

protected:
    LogReader() = default;
};

} // namespace eventscope::log
