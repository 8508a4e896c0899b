// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "broker/log/commit_mark.h"
#include "broker/log/inspection.h"
#include "broker/log/log_writer.h"
#include "broker/log/segment.h"
#include "broker/log/writer_lock.h"

namespace eventscope::log {

/// Writes one file that keeps everything. While it is written it has companions (-wal, -shm, -mark, -lock); once closed
/// it is one file. Thread: one at a time.
class RecordingWriter final : public LogWriter {
public:
    [[nodiscard]] static Result<std::unique_ptr<RecordingWriter>> open(
        const LogOptions& options, const Names& names, Segment::Gaps gaps = Segment::Gaps::Record);

    [[nodiscard]] Result<> append(const EventBatch& batch) override;
    [[nodiscard]] Result<> passOver(Position upTo, WallTime observed) override;
    [[nodiscard]] Result<> commit() override;
    [[nodiscard]] Result<> close() override;
    void rest() override;
    [[nodiscard]] const RecoveryReport& recovery() const override { return m_recovery; }
    [[nodiscard]] Position lastAppended() const override;
    [[nodiscard]] Position lastCommitted() const override;
    [[nodiscard]] std::uint64_t uncommittedEvents() const override;
    [[nodiscard]] std::uint64_t diskBytes() const override;

    static std::filesystem::path markPath(const std::filesystem::path& recording)
    {
        return recording.string() + "-mark";
    }
    static std::filesystem::path lockPath(const std::filesystem::path& recording)
    {
        return recording.string() + "-lock";
    }

private:
    RecordingWriter(WriterLock lock, Segment::Gaps gaps);
    [[nodiscard]] Result<> create(const LogOptions& options, const Names& names);
    [[nodiscard]] Result<> reopen(const LogOptions& options, const Names& names);
    [[nodiscard]] Result<Inspection> inspectOld(const std::filesystem::path& path);
    [[nodiscard]] Result<> recordLoss(std::uint64_t missing, std::uint64_t upTo);

    WriterLock m_lock;
    Segment::Gaps m_gaps;
    std::optional<CommitMark> m_mark;
    std::unique_ptr<Segment> m_segment; // null once closed
    std::filesystem::path m_path;
    RecoveryReport m_recovery;
    SegmentExtent m_closed;
    std::optional<CommitState> m_oldMark;
};

} // namespace eventscope::log
