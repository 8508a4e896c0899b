// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/inspection.h"

#include <algorithm>
#include <system_error>

#include "broker/log/hole_rows.h"
#include "broker/log/schema.h"

namespace eventscope::log {
namespace {

constexpr int MostCheckLines = 5; // the first says it; a broken tree can have thousands

Result<> checkFormat(Database& database)
{
    const auto application = database.number("PRAGMA application_id");
    if (!application) {
        auto error = application.error();
        if (error.fault == Fault::Invalid)
            error.what = database.path().string() + ": this is not a recording of Eventscope";
        return tl::unexpected(std::move(error));
    }
    if (*application != static_cast<std::int64_t>(ApplicationId))
        return failure(Fault::Invalid, database.path().string() + ": this is not a recording of Eventscope");
    const auto version = database.number("PRAGMA user_version");
    if (!version)
        return tl::unexpected(version.error());
    if (*version != static_cast<std::int64_t>(FormatVersion)) {
        return failure(Fault::Invalid,
            database.path().string() + ": the recording has format " + std::to_string(*version)
                + ", this program reads " + std::to_string(FormatVersion) + "; use the program that wrote it");
    }
    // Not a view and not a virtual table: those would run code that the file brings along.
    const auto tables = database.number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND "
                                        "name IN ('events', 'names', 'holes', 'log')");
    if (!tables)
        return tl::unexpected(tables.error());
    if (*tables != 4)
        return failure(Fault::Corrupt, database.path().string() + ": tables of the recording are missing");
    return {};
}

struct LogRow {
    SegmentExtent extent;
    bool isClosed = false;
};

Result<LogRow> readLogRow(Database& database)
{
    auto select = database.prepare("SELECT log_id, segment, previous_last, events_before, closed_ns FROM log");
    if (!select)
        return tl::unexpected(select.error());
    const auto hasRow = select->step();
    if (!hasRow)
        return tl::unexpected(hasRow.error());
    if (!*hasRow)
        return failure(Fault::Corrupt, database.path().string() + ": the row that describes the recording is missing");
    LogRow row;
    row.extent.logId = static_cast<std::uint32_t>(select->integer(0));
    row.extent.number = static_cast<std::uint64_t>(select->integer(1));
    row.extent.previousLast = static_cast<std::uint64_t>(select->integer(2));
    row.extent.eventsBefore = static_cast<std::uint64_t>(select->integer(3));
    row.isClosed = !select->isNull(4);
    return row;
}

/// Bounds of the rows and of the holes; rows are counted only where that is asked.
Result<> readBounds(Database& database, SegmentExtent& extent, bool countsRows)
{
    const auto first = database.number("SELECT min(position) FROM events");
    const auto last = database.number("SELECT max(position) FROM events");
    const auto observed = database.number("SELECT observed_ns FROM events ORDER BY position DESC LIMIT 1");
    const auto holes = readHoles(database);
    for (const auto* const read : {&first, &last, &observed}) {
        if (!*read)
            return tl::unexpected(read->error());
    }
    if (!holes)
        return tl::unexpected(holes.error());
    extent.first = static_cast<std::uint64_t>(std::max<std::int64_t>(0, *first));
    const auto lastRow = static_cast<std::uint64_t>(std::max<std::int64_t>(0, *last));
    extent.last = std::max({lastRow, holes->last, extent.previousLast});
    extent.lastObservedNs = lastRow == 0 ? INT64_MIN : *observed;
    if (!countsRows) {
        const auto base = extent.previousLast != 0 ? extent.previousLast + 1
            : holes->holes.empty()                 ? extent.first
                                                   : std::min(extent.first, holes->holes.front().first);
        const auto span = extent.last >= base && lastRow != 0 ? extent.last - base + 1 : 0;
        extent.events = span > holes->positions ? span - holes->positions : 0;
        return {};
    }
    const auto rows = database.number("SELECT count(*) FROM events");
    if (!rows)
        return tl::unexpected(rows.error());
    extent.events = static_cast<std::uint64_t>(*rows);
    return {};
}

Result<> inspectUnclosed(Database& database, Inspection& found)
{
    const bool isOpen = found.state == Inspection::State::Open;
    if (!isOpen) {
        for (auto& line : quickCheck(database)) {
            found.isDamaged = true;
            found.problems.push_back("The database is damaged: " + line);
        }
    }
    auto bounds = readBounds(database, found.extent, !isOpen);
    if (!bounds && found.isDamaged) // the check has said why already
        return {};
    return bounds;
}

} // namespace

std::vector<std::string> quickCheck(Database& database)
{
    std::vector<std::string> lines;
    auto select = database.prepare("PRAGMA quick_check(" + std::to_string(MostCheckLines) + ")");
    if (!select)
        return {select.error().what};
    while (lines.size() < MostCheckLines) {
        const auto hasRow = select->step();
        if (!hasRow)
            lines.push_back(hasRow.error().what);
        if (!hasRow || !*hasRow)
            break;
        const std::string line(select->bytes(0).value_or(std::string_view()));
        if (line != "ok")
            lines.push_back(line);
    }
    return lines;
}

std::filesystem::path sealingNote(const std::filesystem::path& file) { return file.string() + "-sealing"; }

Result<Inspection> inspect(Database& database, Writing writing)
{
    if (auto known = checkFormat(database); !known)
        return tl::unexpected(known.error());
    const auto row = readLogRow(database);
    if (!row)
        return tl::unexpected(row.error());
    Inspection found;
    found.extent = row->extent;
    auto closing = ClosingMark::read(database);
    if (closing && *closing) {
        found.closing = *closing;
        found.extent.first = (*closing)->first;
        found.extent.last = (*closing)->last;
        found.extent.events = (*closing)->events;
        const auto observed = database.number("SELECT observed_ns FROM events ORDER BY position DESC LIMIT 1");
        if (!observed)
            return tl::unexpected(observed.error());
        found.extent.lastObservedNs = (*closing)->events == 0 ? INT64_MIN : *observed;
        return found;
    }
    std::error_code ignored;
    const bool wasBeingSealed = std::filesystem::exists(sealingNote(database.path()), ignored);
    if (!closing && !wasBeingSealed)
        found.problems.push_back(closing.error().what);
    found.state = writing == Writing::Now ? Inspection::State::Open : Inspection::State::Unclean;
    if (closing && row->isClosed && writing == Writing::No && !wasBeingSealed) {
        found.problems.push_back("The closing mark of " + database.path().string()
            + " is missing: the file was cut, or another program changed it after it was closed.");
    }
    if (auto read = inspectUnclosed(database, found); !read)
        return tl::unexpected(read.error());
    return found;
}

Result<Shortfall> compareToMark(Database& database, const Inspection& newest, const CommitMark::Found& mark)
{
    Shortfall found;
    const auto& extent = newest.extent;
    if (mark.state.logId != extent.logId) {
        found.problems.emplace_back(
            "The commit mark belongs to another log: what is missing at the end cannot be known.");
        return found;
    }
    if (mark.isDamaged)
        found.problems.emplace_back(
            "One of the two slots of the commit mark is damaged: the newest commit may be missing unseen.");
    if (mark.state.events < extent.eventsBefore)
        return found; // an older mark than the file: nothing can be said, and nothing was promised
    const auto later = extent.last > mark.state.last
        ? database.number("SELECT count(*) FROM events WHERE position > " + std::to_string(mark.state.last))
        : Result<std::int64_t>(0);
    if (!later)
        return tl::unexpected(later.error());
    const auto promised = mark.state.events - extent.eventsBefore;
    const auto there = extent.events - std::min(extent.events, static_cast<std::uint64_t>(*later));
    found.missing = promised > there ? promised - there : 0;
    if (found.missing != 0) {
        found.problems.push_back(std::to_string(found.missing)
            + " committed events are missing: the log ends at position " + std::to_string(extent.last)
            + ", the commit mark at " + std::to_string(mark.state.last) + ".");
    }
    return found;
}

} // namespace eventscope::log
