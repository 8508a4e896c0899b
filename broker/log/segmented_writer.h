// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

#include "broker/log/commit_mark.h"
#include "broker/log/inspection.h"
#include "broker/log/log_writer.h"
#include "broker/log/sealing_loop.h"
#include "broker/log/segment.h"
#include "broker/log/segment_folder.h"
#include "broker/log/writer_lock.h"

namespace eventscope::log {

/// Writes a folder of segments, a flight recorder: one active segment, sealed ones before it, the oldest removed to
/// stay within the disk budget. Thread: one at a time; sealing has a thread of its own.
class SegmentedWriter final : public LogWriter {
public:
    [[nodiscard]] static Result<std::unique_ptr<SegmentedWriter>> open(const LogOptions& options, const Names& names);

    [[nodiscard]] Result<> append(const EventBatch& batch) override;
    [[nodiscard]] Result<> passOver(Position upTo, WallTime observed) override;
    [[nodiscard]] Result<> commit() override;
    [[nodiscard]] Result<> close() override;
    void rest() override;
    [[nodiscard]] const RecoveryReport& recovery() const override { return m_recovery; }
    [[nodiscard]] Position lastAppended() const override
    {
        return Position(m_active ? m_active->extent().last : m_end.last);
    }
    [[nodiscard]] Position lastCommitted() const override
    {
        return Position(m_active ? m_active->committed().last : m_end.last);
    }
    [[nodiscard]] std::uint64_t uncommittedEvents() const override
    {
        return m_active ? m_active->uncommittedEvents() : 0;
    }
    [[nodiscard]] std::uint64_t diskBytes() const override;

private:
    SegmentedWriter(const LogOptions& options, const Names& names, WriterLock lock);
    [[nodiscard]] Result<> recover();
    [[nodiscard]] Result<> recoverFile(
        const SegmentFolder::Entry& entry, const std::optional<CommitMark::Found>& mark, bool isNewest);
    [[nodiscard]] Result<> setAside(const SegmentFolder::Entry& entry, const std::string& why);
    void reportExtent(const Inspection& found);
    [[nodiscard]] Result<> startSegment(std::uint64_t number);
    [[nodiscard]] Result<> recordLoss(const CommitState& mark);
    [[nodiscard]] Result<> rotateWhenDue();
    [[nodiscard]] Result<> rotate();
    void keepBudget();

    LogOptions m_options;
    const Names& m_names; // outlives: the session owns both
    SegmentFolder m_folder;
    WriterLock m_lock;
    std::optional<CommitMark> m_mark;
    std::unique_ptr<SealingLoop> m_sealing;
    std::unique_ptr<Segment> m_active; // null once closed
    std::chrono::steady_clock::time_point m_activeSince;
    std::chrono::steady_clock::time_point m_lookedAtFolder;
    SegmentExtent m_end; ///< where the log ends while no segment is active
    std::uint64_t m_newestNumber = 0;
    std::uint64_t m_segmentBytes;
    std::uint64_t m_otherBytes = 0; ///< of all segments but the active one
    bool m_newestIsGone = false;
    RecoveryReport m_recovery;
};

} // namespace eventscope::log
