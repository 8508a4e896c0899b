// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/recording_writer.h"

#include <random>
#include <string>
#include <utility>

#include "broker/log/synced_folder.h"

namespace eventscope::log {

RecordingWriter::RecordingWriter(WriterLock lock, Segment::Gaps gaps)
    : m_lock(std::move(lock))
    , m_gaps(gaps)
{
}

Result<std::unique_ptr<RecordingWriter>> RecordingWriter::open(
    const LogOptions& options, const Names& names, Segment::Gaps gaps)
{
    std::error_code absent;
    if (std::filesystem::is_directory(options.path, absent))
        return failure(Fault::Invalid, options.path.string() + ": this is a folder; a recording is a file");
    auto lock = WriterLock::take(lockPath(options.path));
    if (!lock)
        return tl::unexpected(lock.error());
    auto writer = std::unique_ptr<RecordingWriter>(new RecordingWriter(*std::move(lock), gaps));
    writer->m_path = options.path;
    if (auto mended = rollBackUnfinished(options.path); !mended && mended.error().fault != Fault::NotFound)
        return tl::unexpected(mended.error());
    const auto bytes = std::filesystem::file_size(options.path, absent);
    auto opened = absent || bytes == 0 ? writer->create(options, names) : writer->reopen(options, names);
    if (!opened) {
        writer->m_segment.reset();
        writer->m_lock.release();
        return tl::unexpected(opened.error());
    }
    return writer;
}

Result<> RecordingWriter::create(const LogOptions& options, const Names& names)
{
    SegmentExtent start;
    start.logId = std::random_device{}();
    // The mark of a file that is gone would make its successor look short.
    auto mark = CommitMark::open(markPath(m_path), options.durability, start.toMark());
    if (!mark)
        return tl::unexpected(mark.error());
    m_mark = *std::move(mark);
    auto segment = Segment::create(m_path, options.durability, names, start);
    if (!segment)
        return tl::unexpected(segment.error());
    m_segment = *std::move(segment);
    return syncFolder(m_path.parent_path());
}

Result<Inspection> RecordingWriter::inspectOld(const std::filesystem::path& path)
{
    auto database = Database::open(path, Database::Access::Read);
    if (!database)
        return tl::unexpected(database.error());
    auto found = inspect(*database, Writing::No);
    if (!found)
        return found;
    m_recovery.problems = found->problems;
    m_recovery.wasClean = found->state == Inspection::State::Closed;
    m_recovery.events = found->extent.events;
    m_recovery.first = Position(found->extent.first);
    m_recovery.last = Position(found->extent.last);
    if (m_recovery.wasClean)
        return found;
    const auto mark = CommitMark::read(markPath(path));
    if (!mark || !*mark) {
        m_recovery.problems.push_back(mark
                ? path.string() + ": the commit mark is missing: what is missing at the end cannot be known."
                : mark.error().what);
        return found;
    }
    const auto shortfall = compareToMark(*database, *found, **mark);
    if (!shortfall)
        return tl::unexpected(shortfall.error());
    m_recovery.missing = shortfall->missing;
    m_recovery.problems.insert(m_recovery.problems.end(), shortfall->problems.begin(), shortfall->problems.end());
    if (shortfall->missing != 0)
        m_oldMark = (*mark)->state;
    return found;
}

Result<> RecordingWriter::reopen(const LogOptions& options, const Names& names)
{
    const auto found = inspectOld(m_path);
    if (!found)
        return tl::unexpected(found.error());
    if (found->isDamaged) {
        return failure(Fault::Corrupt,
            m_path.string() + ": the recording is damaged and was left as it is (" + found->problems.front()
                + "); record into another file");
    }
    // What the write-ahead log still holds is evidence; appending would overwrite it.
    std::error_code ignored;
    if (m_recovery.missing != 0)
        std::filesystem::copy_file(m_path.string() + "-wal", m_path.string() + "-wal.damaged", ignored);
    auto mark = CommitMark::open(markPath(m_path), options.durability, m_oldMark.value_or(found->extent.toMark()));
    if (!mark)
        return tl::unexpected(mark.error());
    m_mark = *std::move(mark);
    auto segment = Segment::reopen(m_path, options.durability, names, found->extent);
    if (!segment)
        return tl::unexpected(segment.error());
    m_segment = *std::move(segment);
    if (auto synced = syncFolder(m_path.parent_path()); !synced)
        return synced;
    return m_recovery.missing != 0 ? recordLoss(m_recovery.missing, m_oldMark->last) : Result<>();
}

Result<> RecordingWriter::recordLoss(std::uint64_t missing, std::uint64_t upTo)
{
    const auto last = m_segment->extent().last;
    if (upTo > last) {
        const auto reason = "The log was damaged: " + std::to_string(missing) + " committed events are missing.";
        if (auto told = m_segment->appendGap({last + 1, upTo - last, INT64_MIN, reason}); !told)
            return told;
    }
    if (auto done = m_segment->commit(); !done)
        return done;
    return m_mark->write(m_segment->committed().toMark());
}

Result<> RecordingWriter::append(const EventBatch& batch)
{
    if (!m_segment || m_segment->hasFailed())
        return failure(Fault::Unavailable, m_path.string() + ": the recording is closed, or its disk failed");
    return m_segment->append(batch, m_gaps);
}

Result<> RecordingWriter::passOver(Position upTo, WallTime observed)
{
    if (!m_segment || m_segment->hasFailed())
        return failure(Fault::Unavailable, m_path.string() + ": the recording is closed, or its disk failed");
    return m_segment->passOver(upTo, observed);
}

Result<> RecordingWriter::commit()
{
    if (!m_segment)
        return failure(Fault::Unavailable, m_path.string() + ": the recording is closed");
    if (m_segment->uncommittedEvents() == 0)
        return {};
    if (auto done = m_segment->commit(); !done)
        return done;
    return m_mark->write(m_segment->committed().toMark());
}

void RecordingWriter::rest()
{
    if (m_segment)
        m_segment->checkpoint();
}

Result<> RecordingWriter::close()
{
    if (!m_segment)
        return {};
    if (auto done = commit(); !done)
        return done;
    auto sealed = m_segment->seal(Segment::Indexes::None);
    m_closed = m_segment->committed();
    m_segment.reset();
    m_mark.reset();
    std::error_code ignored;
    if (sealed)
        std::filesystem::remove(markPath(m_path), ignored); // its content is in the closing mark now
    m_lock.release();
    return sealed;
}

Position RecordingWriter::lastAppended() const { return Position((m_segment ? m_segment->extent() : m_closed).last); }

Position RecordingWriter::lastCommitted() const
{
    return Position((m_segment ? m_segment->committed() : m_closed).last);
}

std::uint64_t RecordingWriter::uncommittedEvents() const { return m_segment ? m_segment->uncommittedEvents() : 0; }

std::uint64_t RecordingWriter::diskBytes() const
{
    if (m_segment)
        return m_segment->diskBytes();
    std::error_code absent;
    const auto bytes = std::filesystem::file_size(m_path, absent);
    return absent ? 0 : bytes;
}

} // namespace eventscope::log
