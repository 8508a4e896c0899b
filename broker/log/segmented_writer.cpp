// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/segmented_writer.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>

#include "broker/log/synced_folder.h"

namespace eventscope::log {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t SmallestSegment = std::uint64_t{1} << 20;
constexpr std::uint64_t SegmentsPerBudget = 8; // removing the oldest one then costs an eighth of what is kept
constexpr std::size_t MostPending = 2; // sealing that falls behind slows the writer instead of filling the disk
constexpr auto LookAtFolderEvery = 1s;

} // namespace

SegmentedWriter::SegmentedWriter(const LogOptions& options, const Names& names, WriterLock lock)
    : m_options(options)
    , m_names(names)
    , m_folder(options.path)
    , m_lock(std::move(lock))
    , m_segmentBytes(options.segmentBytes)
{
    if (options.diskBudgetBytes != 0)
        m_segmentBytes = std::min(m_segmentBytes, options.diskBudgetBytes / SegmentsPerBudget);
    m_segmentBytes = std::max(m_segmentBytes, SmallestSegment);
}

Result<std::unique_ptr<SegmentedWriter>> SegmentedWriter::open(const LogOptions& options, const Names& names)
{
    if (auto made = makePrivateFolder(options.path); !made)
        return tl::unexpected(made.error());
    auto lock = WriterLock::take(SegmentFolder(options.path).lockPath());
    if (!lock)
        return tl::unexpected(lock.error());
    auto writer = std::unique_ptr<SegmentedWriter>(new SegmentedWriter(options, names, *std::move(lock)));
    writer->m_sealing = std::make_unique<SealingLoop>();
    auto opened = writer->recover();
    if (!opened) {
        writer->m_active.reset();
        writer->m_lock.release();
        return tl::unexpected(opened.error());
    }
    return writer;
}

Result<> SegmentedWriter::recover()
{
    const auto entries = m_folder.segments();
    if (!entries)
        return tl::unexpected(entries.error());
    auto mark = CommitMark::read(m_folder.markPath());
    if (!mark)
        m_recovery.problems.push_back(mark.error().what);
    const auto known = mark ? *mark : std::nullopt;
    if (mark && !known && !entries->empty())
        m_recovery.problems.push_back(
            m_folder.markPath().string() + ": the commit mark is missing: what is missing at the end cannot be known.");
    for (const auto& entry : *entries) {
        m_newestNumber = std::max(m_newestNumber, entry.number);
        if (auto recovered = recoverFile(entry, known, entry.number == entries->back().number); !recovered)
            return recovered;
    }
    if (m_newestIsGone && known && known->state.events > m_end.eventsBefore + m_end.events)
        m_recovery.missing += known->state.events - m_end.eventsBefore - m_end.events;
    if (m_end.logId == 0)
        m_end.logId = known ? known->state.logId : std::random_device{}();
    auto opened = CommitMark::open(m_folder.markPath(), m_options.durability, known ? known->state : m_end.toMark());
    if (!opened)
        return tl::unexpected(opened.error());
    m_mark = *std::move(opened);
    if (auto started = startSegment(m_newestNumber + 1); !started)
        return started;
    if (known && known->state.logId == m_end.logId) {
        if (auto told = recordLoss(known->state); !told)
            return told;
    }
    keepBudget();
    return m_mark->write(m_active->committed().toMark());
}

Result<> SegmentedWriter::setAside(const SegmentFolder::Entry& entry, const std::string& why)
{
    const auto moved = m_folder.moveAside(entry);
    if (!moved)
        return tl::unexpected(moved.error());
    m_recovery.problems.push_back(
        entry.path.filename().string() + " cannot be used (" + why + ") and was moved to " + moved->string());
    m_recovery.wasClean = false;
    return {};
}

void SegmentedWriter::reportExtent(const Inspection& found)
{
    const auto& extent = found.extent;
    // What the segments before it held and have no more; those that the budget removed are not missed.
    if (m_end.logId != 0 && extent.eventsBefore > m_end.eventsBefore + m_end.events) {
        const auto missing = extent.eventsBefore - m_end.eventsBefore - m_end.events;
        m_recovery.missing += missing;
        m_recovery.problems.push_back(
            std::to_string(missing) + " events are missing before segment " + std::to_string(extent.number) + ".");
    }
    m_recovery.events += extent.events;
    if (!m_recovery.first)
        m_recovery.first = Position(extent.first);
    m_recovery.last = Position(extent.last);
    m_recovery.wasClean = m_recovery.wasClean && found.state == Inspection::State::Closed;
    m_recovery.problems.insert(m_recovery.problems.end(), found.problems.begin(), found.problems.end());
}

Result<> SegmentedWriter::recoverFile(
    const SegmentFolder::Entry& entry, const std::optional<CommitMark::Found>& mark, bool isNewest)
{
    auto mended = rollBackUnfinished(entry.path);
    std::error_code absent;
    if (mended && std::filesystem::file_size(entry.path, absent) == 0) {
        SegmentFolder::remove(entry); // its writer died before it held anything
        m_newestIsGone = isNewest;
        return {};
    }
    Result<Inspection> found;
    {
        // Closed before the file is opened for writing: only one connection may write, and none may stay in its way.
        auto database = Database::open(entry.path, Database::Access::Read);
        found = !mended ? tl::unexpected(mended.error())
            : database  ? inspect(*database, Writing::No)
                        : tl::unexpected(database.error());
        if (found && !found->isDamaged && isNewest && mark) {
            const auto shortfall = compareToMark(*database, *found, *mark);
            if (!shortfall)
                return tl::unexpected(shortfall.error());
            m_recovery.missing += shortfall->missing;
            m_recovery.problems.insert(
                m_recovery.problems.end(), shortfall->problems.begin(), shortfall->problems.end());
        }
    }
    if (!found && found.error().fault != Fault::Corrupt && found.error().fault != Fault::Invalid)
        return tl::unexpected(found.error());
    if (!found || found->isDamaged) {
        m_newestIsGone = isNewest;
        return setAside(entry, found ? found->problems.front() : found.error().what);
    }
    reportExtent(*found);
    m_end = found->extent;
    if (found->state == Inspection::State::Closed)
        return {};
    auto segment = Segment::reopen(entry.path, m_options.durability, m_names, found->extent);
    if (!segment)
        return tl::unexpected(segment.error());
    m_sealing->add(*std::move(segment));
    return {};
}

Result<> SegmentedWriter::startSegment(std::uint64_t number)
{
    SegmentExtent start;
    const auto& before = m_active ? m_active->committed() : m_end;
    start.number = number;
    start.previousLast = before.last;
    start.eventsBefore = before.eventsBefore + before.events;
    start.logId = before.logId;
    start.lastObservedNs = before.lastObservedNs;
    auto segment = Segment::create(m_folder.segmentPath(number), m_options.durability, m_names, start);
    if (!segment) {
        SegmentFolder::remove({number, m_folder.segmentPath(number), 0});
        return tl::unexpected(segment.error());
    }
    (*segment)->checkpointAt(static_cast<int>(std::clamp<std::uint64_t>(m_segmentBytes / 4 / 16384, 64, 2000)));
    auto ended = std::exchange(m_active, *std::move(segment));
    if (ended && !ended->hasFailed())
        m_sealing->add(std::move(ended));
    m_newestNumber = number;
    m_activeSince = std::chrono::steady_clock::now();
    return syncFolder(m_folder.path());
}

Result<> SegmentedWriter::recordLoss(const CommitState& mark)
{
    const auto last = m_active->extent().last;
    if (mark.last <= last)
        return {};
    const auto reason = "The log was damaged: " + std::to_string(m_recovery.missing) + " committed events are missing.";
    if (auto told = m_active->appendGap({last + 1, mark.last - last, INT64_MIN, reason}); !told)
        return told;
    return m_active->commit();
}

Result<> SegmentedWriter::append(const EventBatch& batch)
{
    if (!m_active)
        return failure(Fault::Unavailable, m_folder.path().string() + ": the log is closed");
    // A disk that failed to sync may have lost what it was told; only a new file can be trusted.
    if (m_active->hasFailed()) {
        if (auto rotated = rotate(); !rotated)
            return rotated;
    }
    return m_active->append(batch, Segment::Gaps::Record);
}

Result<> SegmentedWriter::passOver(Position upTo, WallTime observed)
{
    if (!m_active || m_active->hasFailed())
        return failure(Fault::Unavailable, m_folder.path().string() + ": the log is closed, or its disk failed");
    return m_active->passOver(upTo, observed);
}

Result<> SegmentedWriter::commit()
{
    if (!m_active)
        return failure(Fault::Unavailable, m_folder.path().string() + ": the log is closed");
    if (m_active->uncommittedEvents() != 0) {
        if (auto done = m_active->commit(); !done)
            return done;
        if (auto marked = m_mark->write(m_active->committed().toMark()); !marked)
            return marked;
    }
    return rotateWhenDue();
}

Result<> SegmentedWriter::rotateWhenDue()
{
    const auto now = std::chrono::steady_clock::now();
    const bool isOld = now - m_activeSince >= m_options.segmentAge && m_active->committed().events != 0;
    if (m_active->databaseBytes() >= m_segmentBytes || isOld) {
        // The old segment goes on while there is no room for a new one; that is no failure of this commit.
        if (const auto rotated = rotate(); rotated || rotated.error().fault != Fault::Full)
            return rotated;
    }
    if (now - m_lookedAtFolder >= LookAtFolderEvery)
        keepBudget();
    return {};
}

Result<> SegmentedWriter::rotate()
{
    while (m_sealing->pending() >= MostPending)
        std::this_thread::sleep_for(1ms); // the sealing thread ends each segment within seconds
    if (auto started = startSegment(m_newestNumber + 1); !started)
        return started;
    keepBudget();
    return {};
}

void SegmentedWriter::keepBudget()
{
    m_lookedAtFolder = std::chrono::steady_clock::now();
    const auto entries = m_folder.segments();
    if (!entries)
        return;
    std::uint64_t total = 0;
    for (const auto& entry : *entries)
        total += entry.bytes;
    const auto active = m_active ? m_active->diskBytes() : 0;
    // Room for what the active segment and its write-ahead log still grow by: the budget holds between two looks too.
    const auto grown = m_segmentBytes + m_segmentBytes / 4;
    const auto growth = std::min(m_options.diskBudgetBytes, grown > active ? grown - active : 0);
    const auto busy = m_sealing->oldestPending().value_or(m_newestNumber);
    for (const auto& entry : *entries) {
        if (m_options.diskBudgetBytes == 0 || total + growth <= m_options.diskBudgetBytes
            || entry.number >= std::min(busy, m_newestNumber))
            break;
        SegmentFolder::remove(entry);
        total -= entry.bytes;
    }
    m_otherBytes = total > active ? total - active : 0;
}

void SegmentedWriter::rest()
{
    if (m_active)
        m_active->checkpoint();
}

Result<> SegmentedWriter::close()
{
    if (!m_active)
        return {};
    if (m_active->uncommittedEvents() != 0) {
        if (auto done = m_active->commit(); !done)
            return done;
        if (auto marked = m_mark->write(m_active->committed().toMark()); !marked)
            return marked;
    }
    m_sealing.reset(); // ends what is queued
    const auto path = m_active->path();
    const bool isEmpty = m_active->committed().events == 0;
    auto sealed = isEmpty ? Result<>() : m_active->seal(Segment::Indexes::None);
    m_end = m_active->committed();
    const auto number = m_end.number;
    m_active.reset();
    std::error_code ignored;
    if (isEmpty)
        SegmentFolder::remove({number, path, 0});
    else if (sealed)
        std::filesystem::permissions(path, std::filesystem::perms::owner_read, ignored);
    m_mark.reset();
    m_lock.release();
    return sealed;
}

std::uint64_t SegmentedWriter::diskBytes() const { return m_otherBytes + (m_active ? m_active->diskBytes() : 0); }

} // namespace eventscope::log
