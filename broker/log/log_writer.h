// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include "broker/event/event_batch.h"
#include "broker/event/names.h"
#include "broker/event/result.h"
#include "broker/event/wall_time.h"
#include "broker/log/log_options.h"
#include "broker/log/recovery_report.h"

namespace eventscope::log {

/// Appends events to a log or a recording; see log_format.md. The one connection that writes and checkpoints.
/// Thread: one at a time.
class LogWriter {
public:
    /// Opens or creates. An unclean end is recovered and told in recovery().
    /// Errors: Invalid (not a log), Denied (rights, or another process writes it), Full (no space), Corrupt (what
    /// cannot be recovered is moved aside, never overwritten), Unavailable.
    [[nodiscard]] static Result<std::unique_ptr<LogWriter>> open(const LogOptions& options, const Names& names);
    virtual ~LogWriter() = default;
    LogWriter(const LogWriter&) = delete;
    LogWriter& operator=(const LogWriter&) = delete;

    /// Appends the events of a batch; they are stored with the next commit. Missing positions between batches are
    /// recorded as a gap. Errors: Invalid (positions that do not rise), Full (disk), Unavailable (failed disk).
    /// After Full and Unavailable everything uncommitted is rolled back: append it again, see lastAppended.
    [[nodiscard]] virtual Result<> append(const EventBatch& batch) = 0;
    /// The positions behind the newest event up to this one will not come: they become a gap, stored with the next
    /// commit. `observed`: when the last of them was seen. Errors as append.
    [[nodiscard]] virtual Result<> passOver(Position upTo, WallTime observed) = 0;
    /// Makes everything appended durable, as the options promise. Errors as append.
    [[nodiscard]] virtual Result<> commit() = 0;
    /// Commits, checkpoints, seals: the file can be copied afterwards.
    [[nodiscard]] virtual Result<> close() = 0;

    /// For quiet times: moves what was committed into the main file.
    virtual void rest() { }

    [[nodiscard]] virtual const RecoveryReport& recovery() const = 0;
    /// Positions of the newest event appended and of the newest committed; none when empty.
    [[nodiscard]] virtual Position lastAppended() const = 0;
    [[nodiscard]] virtual Position lastCommitted() const = 0;
    /// Events appended and not yet committed.
    [[nodiscard]] virtual std::uint64_t uncommittedEvents() const = 0;
    /// Space taken on disk.
    [[nodiscard]] virtual std::uint64_t diskBytes() const = 0;

protected:
    LogWriter() = default;
};

} // namespace eventscope::log
