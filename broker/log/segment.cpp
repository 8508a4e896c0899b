// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/segment.h"

#include <array>
#include <string>
#include <vector>

#include "broker/event/stored_pairs.h"
#include "broker/event/wall_time.h"
#include "broker/log/closing_mark.h"
#include "broker/log/hole_rows.h"
#include "broker/log/schema.h"

namespace eventscope::log {
namespace {

bool isFatal(const Error& error) { return error.fault == Fault::Unavailable || error.fault == Fault::Corrupt; }

constexpr std::string_view Refused = "The log fell behind a source that cannot wait, or the disk had no room.";

std::string timeText(std::int64_t ns) { return toRfc3339(fromNanoseconds(ns)); }

} // namespace

Segment::Segment(Database database, const Names& names, const SegmentExtent& extent)
    : m_database(std::move(database))
    , m_names(names)
    , m_now(extent)
    , m_committed(extent)
{
}

Result<std::unique_ptr<Segment>> Segment::create(const std::filesystem::path& path, LogOptions::Durability durability,
    const Names& names, const SegmentExtent& start)
{
    auto database = Database::open(path, Database::Access::Create);
    if (!database)
        return tl::unexpected(database.error());
    // The schema goes into the main file before the write-ahead log exists: a log that loses it still says what it is.
    const std::string setUp = "PRAGMA page_size = " + std::to_string(PageBytes) + "; BEGIN;" + SchemaSql
        + "INSERT INTO log VALUES (1, " + std::to_string(start.logId) + ", " + std::to_string(start.number) + ", "
        + std::to_string(start.previousLast) + ", " + std::to_string(start.eventsBefore)
        + ", CAST(strftime('%s', 'now') AS INTEGER) * 1000000000, NULL, NULL, NULL, NULL, 'eventscope'); COMMIT";
    if (auto made = database->execute(setUp); !made)
        return tl::unexpected(made.error());
    auto extent = start;
    extent.first = 0;
    extent.last = start.previousLast;
    extent.events = 0;
    auto segment = std::unique_ptr<Segment>(new Segment(*std::move(database), names, extent));
    if (auto prepared = segment->prepare(durability); !prepared)
        return tl::unexpected(prepared.error());
    return segment;
}

Result<std::unique_ptr<Segment>> Segment::reopen(const std::filesystem::path& path, LogOptions::Durability durability,
    const Names& names, const SegmentExtent& found)
{
    auto database = Database::open(path, Database::Access::Write);
    if (!database)
        return tl::unexpected(database.error());
    if (auto opened = ClosingMark::removeFrom(*database); !opened)
        return tl::unexpected(opened.error());
    if (auto opened = database->execute("UPDATE log SET closed_ns = NULL, first = NULL, last = NULL, events = NULL");
        !opened)
        return tl::unexpected(opened.error());
    auto segment = std::unique_ptr<Segment>(new Segment(*std::move(database), names, found));
    if (auto prepared = segment->prepare(durability); !prepared)
        return tl::unexpected(prepared.error());
    return segment;
}

Result<> Segment::prepare(LogOptions::Durability durability)
{
    if (auto ready = m_database.becomeWriter(durability); !ready)
        return ready;
    if (auto loaded = m_names.load(m_database); !loaded)
        return loaded;
    const std::array<std::pair<Statement*, const char*>, 5> wanted{{{&m_begin, "BEGIN"}, {&m_commitStatement, "COMMIT"},
        {&m_insert, InsertRowSql}, {&m_insertHole, InsertHoleSql}, {&m_pageCount, "PRAGMA page_count"}}};
    for (const auto& [statement, sql] : wanted) {
        auto prepared = m_database.prepare(sql);
        if (!prepared)
            return tl::unexpected(prepared.error());
        *statement = *std::move(prepared);
    }
    return {};
}

Result<> Segment::begin() { return m_database.isInTransaction() ? Result<>() : m_begin.run(); }

Result<> Segment::fail(Error error)
{
    m_hasFailed = m_hasFailed || isFatal(error);
    rollback();
    return tl::unexpected(std::move(error));
}

void Segment::rollback()
{
    // A full disk may have rolled back already.
    if (m_database.isInTransaction())
        static_cast<void>(m_database.execute("ROLLBACK"));
    m_now = m_committed;
    if (auto loaded = m_names.load(m_database); !loaded)
        m_hasFailed = m_hasFailed || isFatal(loaded.error());
}

Result<> Segment::append(const EventBatch& batch, Gaps gaps)
{
    if (batch.size() == 0)
        return {};
    if (batch.first().value() <= m_now.last) {
        return failure(Fault::Invalid,
            path().string() + ": positions must rise: " + std::to_string(batch.first().value()) + " comes after "
                + std::to_string(m_now.last));
    }
    auto appended = begin();
    if (appended)
        appended = appendAll(batch, gaps);
    return appended ? appended : fail(appended.error());
}

Result<> Segment::appendAll(const EventBatch& batch, Gaps gaps)
{
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto position = batch.position(i).value();
        if (position <= m_now.last && m_now.last != 0)
            return failure(Fault::Invalid, path().string() + ": positions within a batch must rise");
        if (position != m_now.last + 1 && m_now.last != 0) {
            if (auto passed = passOver(position, batch, i, gaps); !passed)
                return passed;
        }
        auto row = StoredRow::from(batch, i);
        if (auto named = m_names.translate(batch.event(i), row); !named)
            return named;
        if (auto inserted = insert(row); !inserted)
            return inserted;
    }
    return {};
}

Result<> Segment::passOver(std::uint64_t position, const EventBatch& batch, std::size_t index, Gaps gaps)
{
    const auto first = m_now.last + 1;
    const auto count = position - first;
    if (gaps == Gaps::AreKnown || index != 0)
        return addHole(first, count);
    return appendGap({first, count, toNanoseconds(batch.event(index).observedTime), Refused});
}

Result<> Segment::passOver(Position upTo, WallTime observed)
{
    if (upTo.value() <= m_now.last)
        return {};
    return appendGap({m_now.last + 1, upTo.value() - m_now.last, toNanoseconds(observed), Refused});
}

Result<> Segment::addHole(std::uint64_t first, std::uint64_t count)
{
    bindHole(m_insertHole, {first, count});
    m_now.last = first + count - 1;
    return m_insertHole.run();
}

Result<> Segment::appendGap(const Gap& gap)
{
    if (auto begun = begin(); !begun)
        return fail(begun.error());
    const auto toNs = gap.toNs == INT64_MIN ? m_now.lastObservedNs : gap.toNs;
    const auto fromNs = m_now.lastObservedNs == INT64_MIN ? toNs : m_now.lastObservedNs;
    const auto from = timeText(fromNs);
    const auto to = timeText(toNs);
    std::vector<char> fields;
    appendStoredField(fields, {"from", std::string_view(from)});
    appendStoredField(fields, {"to", std::string_view(to)});
    appendStoredField(fields, {"reason", gap.reason});
    appendStoredField(fields, {"count", gap.count});
    StoredRow row;
    row.position = static_cast<std::int64_t>(gap.first);
    row.kind = static_cast<std::int64_t>(EventKind::Gap);
    row.observedNs = toNs;
    constexpr std::size_t Fields = 7;
    constexpr std::size_t Payload = 8;
    row.slices[Fields] = std::string_view(fields.data(), fields.size());
    row.slices[Payload] = std::string_view();
    auto appended = insert(row);
    if (appended && gap.count > 1)
        appended = addHole(gap.first + 1, gap.count - 1);
    return appended ? appended : fail(appended.error());
}

Result<> Segment::insert(const StoredRow& row)
{
    row.bindTo(m_insert);
    if (const int code = m_insert.runQuickly(); code != 0)
        return tl::unexpected(m_database.error(code));
    m_now.last = static_cast<std::uint64_t>(row.position);
    m_now.first = m_now.first == 0 ? m_now.last : m_now.first;
    m_now.lastObservedNs = row.observedNs;
    ++m_now.events;
    return {};
}

Result<> Segment::commit()
{
    if (!m_database.isInTransaction())
        return {};
    if (auto done = m_commitStatement.run(); !done)
        return fail(done.error());
    m_committed = m_now;
    if (const auto hasRow = m_pageCount.step(); hasRow && *hasRow)
        m_databaseBytes = static_cast<std::uint64_t>(m_pageCount.integer(0)) * PageBytes;
    m_pageCount.reset();
    if (m_database.walPages() >= m_checkpointAtPages)
        checkpoint();
    return {};
}

void Segment::checkpoint()
{
    if (m_database.isInTransaction() || m_database.walPages() == 0)
        return;
    // A disk without room for the main file is no loss yet: everything is in the write-ahead log, and the next commit
    // tries again. A disk that cannot sync is one: see hasFailed.
    const auto done = m_database.checkpoint(Database::Checkpoint::Passive);
    m_hasFailed = m_hasFailed || (!done && done.error().fault == Fault::Unavailable);
}

std::uint64_t Segment::diskBytes() const
{
    std::uint64_t bytes = 0;
    for (const char* const part : {"", "-wal", "-shm"}) {
        std::error_code absent;
        const auto size = std::filesystem::file_size(path().string() + part, absent);
        bytes += absent ? 0 : size;
    }
    return bytes;
}

} // namespace eventscope::log
