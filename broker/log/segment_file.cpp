// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/segment_file.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace eventscope::log {
namespace {

using namespace std::chrono_literals;

constexpr auto LongestQuestion = 20s; // a damaged tree may lead in a circle

/// Closes a connection of the moment at the end of a call.
class Visit {
public:
    explicit Visit(SegmentFile& file)
        : m_file(file)
    {
    }
    ~Visit() { m_file.letGo(); }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

private:
    SegmentFile& m_file; // outlives: the caller
};

std::int64_t clamped(std::uint64_t position)
{
    return static_cast<std::int64_t>(std::min(position, static_cast<std::uint64_t>(INT64_MAX)));
}

void limitTime(Database& database)
{
    const auto until = std::chrono::steady_clock::now() + LongestQuestion;
    database.watch([until] { return std::chrono::steady_clock::now() < until; });
}

tl::unexpected<Error> wrongOrder(const std::filesystem::path& path)
{
    return failure(Fault::Corrupt, path.string() + ": positions do not rise; verify says what can be read");
}

} // namespace

SegmentFile::SegmentFile(std::filesystem::path path, Names& names)
    : m_path(std::move(path))
    , m_names(names)
{
}

Result<std::unique_ptr<SegmentFile>> SegmentFile::open(const std::filesystem::path& path, Names& names, Writing writing)
{
    auto file = std::unique_ptr<SegmentFile>(new SegmentFile(path, names));
    if (auto looked = file->refresh(writing); !looked)
        return tl::unexpected(looked.error());
    return file;
}

Result<Database*> SegmentFile::connection()
{
    if (!m_database) {
        auto opened = Database::open(m_path, Database::Access::Read);
        if (!opened)
            return tl::unexpected(opened.error());
        m_database = *std::move(opened);
    }
    return &*m_database;
}

void SegmentFile::letGo()
{
    if (m_found.state == Inspection::State::Open)
        m_database.reset();
    else if (m_database)
        m_database->watch(nullptr);
}

Result<> SegmentFile::refresh(Writing writing)
{
    m_found.state = writing == Writing::Now ? Inspection::State::Open : Inspection::State::Unclean;
    if (writing == Writing::No) {
        if (auto mended = rollBackUnfinished(m_path); !mended)
            return mended;
    }
    const Visit visit(*this);
    auto database = connection();
    if (!database)
        return tl::unexpected(database.error());
    auto found = inspect(**database, writing);
    if (!found)
        return tl::unexpected(found.error());
    m_found = *std::move(found);
    return {};
}

Result<std::string> SegmentFile::channelCondition(Database& database, const Range& range)
{
    if (range.channels == nullptr)
        return std::string();
    if (auto known = m_names.refresh(database); !known)
        return tl::unexpected(known.error());
    const auto ids = m_names.channelIds(*range.channels);
    if (ids.empty())
        return std::string(" AND 0");
    // One channel can use the index of a sealed segment and still come in the order of positions; several cannot.
    if (ids.size() == 1)
        return " AND channel = " + std::to_string(ids.front());
    std::string list;
    for (const auto id : ids)
        list += (list.empty() ? "" : ",") + std::to_string(id);
    return " AND +channel IN (" + list + ")";
}

Result<std::uint64_t> SegmentFile::lowestOf(Database& database, const Range& range, const std::string& condition)
{
    auto select =
        database.prepare("SELECT position, ifnull(length(payload), 0) FROM events WHERE position BETWEEN ?1 AND ?2"
            + condition + " ORDER BY position DESC LIMIT ?3");
    if (!select)
        return tl::unexpected(select.error());
    select->bindInteger(1, clamped(range.lowest));
    select->bindInteger(2, clamped(range.highest));
    select->bindInteger(3, clamped(range.count));
    auto lowest = range.highest + 1;
    std::uint64_t bytes = 0;
    while (true) {
        const auto hasRow = select->step();
        if (!hasRow)
            return tl::unexpected(hasRow.error());
        const auto position = *hasRow ? static_cast<std::uint64_t>(select->integer(0)) : 0;
        if (!*hasRow || bytes > BatchPacker::MaxBytes / 2)
            return lowest;
        if (position >= lowest)
            return wrongOrder(m_path);
        lowest = position;
        bytes += static_cast<std::uint64_t>(select->integer(1));
    }
}

Result<std::size_t> SegmentFile::read(const Range& range, BatchPacker& to, std::set<std::uint64_t>& damaged)
{
    const Visit visit(*this);
    auto database = connection();
    if (!database)
        return tl::unexpected(database.error());
    limitTime(**database);
    const auto condition = channelCondition(**database, range);
    if (!condition)
        return tl::unexpected(condition.error());
    auto forward = range;
    if (range.direction == LogReader::Direction::Backward) {
        const auto lowest = lowestOf(**database, range, *condition);
        if (!lowest)
            return tl::unexpected(lowest.error());
        forward.lowest = *lowest;
    }
    return readForward(**database, forward, *condition, to, damaged);
}

Result<std::size_t> SegmentFile::readForward(Database& database, const Range& range, const std::string& condition,
    BatchPacker& to, std::set<std::uint64_t>& damaged)
{
    auto select = database.prepare(std::string("SELECT ") + SelectRowColumns
        + " FROM events WHERE position BETWEEN ?1 AND ?2" + condition + " ORDER BY position LIMIT ?3");
    if (!select)
        return tl::unexpected(select.error());
    select->bindInteger(1, clamped(range.lowest));
    select->bindInteger(2, clamped(range.highest));
    select->bindInteger(3, clamped(range.count));
    std::size_t seen = 0;
    std::int64_t before = 0;
    while (to.bytes() < BatchPacker::MaxBytes) {
        const auto hasRow = select->step();
        if (!hasRow)
            return tl::unexpected(hasRow.error());
        if (!*hasRow)
            break;
        const auto row = StoredRow::from(*select);
        if (row.position <= before)
            return wrongOrder(m_path);
        before = row.position;
        ++seen;
        if (row.checksum() != StoredRow::storedChecksum(*select)) {
            damaged.insert(static_cast<std::uint64_t>(row.position));
            continue;
        }
        if (!m_names.knows(row)) {
            if (auto known = m_names.refresh(database); !known)
                return tl::unexpected(known.error());
        }
        to.add(row, m_names);
    }
    return seen;
}

Result<std::optional<SegmentFile::Stamp>> SegmentFile::stampFrom(std::uint64_t from)
{
    const Visit visit(*this);
    auto database = connection();
    if (!database)
        return tl::unexpected(database.error());
    auto select =
        (*database)->prepare("SELECT position, observed_ns FROM events WHERE position >= ?1 ORDER BY position LIMIT 1");
    if (!select)
        return tl::unexpected(select.error());
    select->bindInteger(1, clamped(from));
    return select->step().map([&](bool hasRow) {
        return hasRow ? std::optional(Stamp{static_cast<std::uint64_t>(select->integer(0)), select->integer(1)})
                      : std::nullopt;
    });
}

Result<std::optional<std::uint64_t>> SegmentFile::firstObserved(std::uint64_t from, std::uint64_t to, std::int64_t ns)
{
    const Visit visit(*this);
    auto database = connection();
    if (!database)
        return tl::unexpected(database.error());
    auto select = (*database)->prepare(
        "SELECT min(position) FROM events WHERE position >= ?1 AND position < ?2 AND observed_ns >= ?3");
    if (!select)
        return tl::unexpected(select.error());
    select->bindInteger(1, clamped(from));
    select->bindInteger(2, clamped(to));
    select->bindInteger(3, ns);
    return select->step().map([&](bool hasRow) {
        return hasRow && !select->isNull(0) ? std::optional(static_cast<std::uint64_t>(select->integer(0)))
                                            : std::nullopt;
    });
}

Result<std::optional<std::uint64_t>> SegmentFile::scan(std::uint64_t from, std::size_t count, const Visitor& visitRow)
{
    const Visit visit(*this);
    auto database = connection();
    if (!database)
        return tl::unexpected(database.error());
    auto select = (*database)->prepare(
        std::string("SELECT ") + SelectRowColumns + " FROM events WHERE position >= ?1 ORDER BY position LIMIT ?2");
    if (!select)
        return tl::unexpected(select.error());
    select->bindInteger(1, clamped(from));
    select->bindInteger(2, clamped(count));
    std::int64_t before = clamped(from) - 1;
    std::size_t seen = 0;
    while (true) {
        const auto hasRow = select->step();
        if (!hasRow)
            return tl::unexpected(hasRow.error());
        if (!*hasRow)
            return seen < count ? std::nullopt : std::optional(static_cast<std::uint64_t>(before) + 1);
        const auto row = StoredRow::from(*select);
        if (row.position <= before)
            return wrongOrder(m_path);
        before = row.position;
        ++seen;
        visitRow({row, StoredRow::storedChecksum(*select)});
    }
}

Result<Event> SegmentFile::named(const StoredRow& row)
{
    Event event;
    if (!m_names.knows(row)) {
        auto database = connection();
        if (!database)
            return tl::unexpected(database.error());
        if (auto known = m_names.refresh(**database); !known)
            return tl::unexpected(known.error());
    }
    m_names.translate(row, event);
    return event;
}

} // namespace eventscope::log
