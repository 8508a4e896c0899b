// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "broker/event/event_batch.h"
#include "broker/event/names.h"
#include "broker/event/result.h"
#include "broker/log/commit_mark.h"
#include "broker/log/database.h"
#include "broker/log/log_options.h"
#include "broker/log/name_rows.h"

namespace eventscope::log {

/// What one file holds.
struct SegmentExtent {
    std::uint64_t number = 1;
    std::uint64_t first = 0; ///< first position; 0 when empty
    std::uint64_t last = 0; ///< last position accounted for: an event or the end of a hole
    std::uint64_t events = 0; ///< rows
    std::uint64_t previousLast = 0; ///< where the segment before ended
    std::uint64_t eventsBefore = 0; ///< rows in all segments before
    std::uint32_t logId = 0;
    std::int64_t lastObservedNs = INT64_MIN;

    [[nodiscard]] CommitState toMark() const { return {last, eventsBefore + events, logId}; }
};

/// One SQLite file that is being written: a recording or the active segment. The only connection that writes it.
///
/// Life: created or reopened; appended to and committed; sealed. After a failure everything uncommitted is rolled back.
/// Thread: one at a time; it may be handed to another one between calls.
class Segment {
public:
    enum class Gaps {
        Record, ///< positions missing between batches become an event of kind gap
        AreKnown, ///< they are left out on purpose, or the source has such events of its own
    };
    enum class Indexes { None, Channel };

    /// Makes a new file. Errors: Denied, Full, NotFound (the folder), Unavailable, Invalid (the file is there).
    [[nodiscard]] static Result<std::unique_ptr<Segment>> create(const std::filesystem::path& path,
        LogOptions::Durability durability, const Names& names, const SegmentExtent& start);
    /// Opens one that is there and takes it out of its closed state.
    [[nodiscard]] static Result<std::unique_ptr<Segment>> reopen(const std::filesystem::path& path,
        LogOptions::Durability durability, const Names& names, const SegmentExtent& found);

    /// Errors: Invalid (positions that do not rise), Full, Unavailable, Corrupt.
    [[nodiscard]] Result<> append(const EventBatch& batch, Gaps gaps);
    struct Gap {
        std::uint64_t first = 0; ///< first position that is missing
        std::uint64_t count = 0;
        std::int64_t toNs = INT64_MIN; ///< observed time of the next event; that of the last one where unknown
        std::string_view reason;
    };
    /// Appends an event of kind gap at the first missing position.
    [[nodiscard]] Result<> appendGap(const Gap& gap);
    /// Appends such an event for what the log itself refused behind its newest event; nothing where that is not so.
    [[nodiscard]] Result<> passOver(Position upTo, WallTime observed);
    /// Makes everything appended durable; checkpoints where the write-ahead log has grown.
    [[nodiscard]] Result<> commit();
    /// Checkpoints what was committed; for quiet times.
    void checkpoint();
    void rollback();
    /// Ends the file: checkpoint, index, out of the write-ahead mode, closing mark. The object is done afterwards.
    /// Error: Unavailable where a reader stays in the way; the file is whole then, but not one file.
    [[nodiscard]] Result<> seal(Indexes indexes);

    /// How large the write-ahead log grows before a commit checkpoints it.
    void checkpointAt(int pages) { m_checkpointAtPages = pages; }

    [[nodiscard]] const SegmentExtent& extent() const { return m_now; }
    [[nodiscard]] const SegmentExtent& committed() const { return m_committed; }
    [[nodiscard]] std::uint64_t uncommittedEvents() const { return m_now.events - m_committed.events; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_database.path(); }
    /// Bytes of the database, without its write-ahead log.
    [[nodiscard]] std::uint64_t databaseBytes() const { return m_databaseBytes; }
    [[nodiscard]] std::uint64_t diskBytes() const;
    /// The disk did not keep what it was told to: nothing more may be promised of this file.
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

private:
    Segment(Database database, const Names& names, const SegmentExtent& extent);
    [[nodiscard]] Result<> prepare(LogOptions::Durability durability);
    [[nodiscard]] Result<> begin();
    [[nodiscard]] Result<> appendAll(const EventBatch& batch, Gaps gaps);
    [[nodiscard]] Result<> passOver(std::uint64_t position, const EventBatch& batch, std::size_t index, Gaps gaps);
    [[nodiscard]] Result<> addHole(std::uint64_t first, std::uint64_t count);
    [[nodiscard]] Result<> insert(const StoredRow& row);
    [[nodiscard]] Result<> fail(Error error);
    [[nodiscard]] Result<> leaveWal();
    [[nodiscard]] Result<> writeClosing(Indexes indexes);

    Database m_database;
    NameWriter m_names;
    Statement m_begin;
    Statement m_commitStatement;
    Statement m_insert;
    Statement m_insertHole;
    Statement m_pageCount;
    SegmentExtent m_now;
    SegmentExtent m_committed;
    std::uint64_t m_databaseBytes = 0;
    int m_checkpointAtPages = 2000; // 32 MiB: rare syncs of the main file, and a bounded recovery
    bool m_hasFailed = false;
};

} // namespace eventscope::log
