// SPDX-License-Identifier: GPL-3.0-or-later
// How a segment ends: the part of Segment that may run on another thread.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <thread>

#include "broker/log/closing_mark.h"
#include "broker/log/inspection.h"
#include "broker/log/segment.h"
#include "broker/log/synced_folder.h"

namespace eventscope::log {
namespace {

using namespace std::chrono_literals;

constexpr auto WaitForReaders = 5s; // a reader stays for one page, some milliseconds
constexpr auto AskAgainAfter = 5ms;

Result<> writeSealingNote(const std::filesystem::path& note)
{
    if (!std::ofstream(note))
        return failure(Fault::Full, note.string() + ": the file cannot be written");
    return syncFolder(note.parent_path());
}

} // namespace

Result<> Segment::leaveWal()
{
    const auto until = std::chrono::steady_clock::now() + WaitForReaders;
    while (true) {
        auto done = m_database.checkpoint(Database::Checkpoint::Truncate);
        if (done) {
            const auto mode = m_database.text("PRAGMA journal_mode = DELETE");
            if (mode && *mode == "delete")
                return {};
            done = mode ? failure(Fault::Unavailable, path().string() + ": a reader keeps it open")
                        : tl::unexpected(mode.error());
        }
        if (done.error().fault != Fault::Unavailable || std::chrono::steady_clock::now() > until)
            return done;
        std::this_thread::sleep_for(
            AskAgainAfter); // there is nothing to be woken by: the reader may be another process
    }
}

Result<> Segment::writeClosing(Indexes indexes)
{
    if (auto durable = m_database.execute("PRAGMA synchronous = FULL"); !durable)
        return durable;
    const std::string index =
        indexes == Indexes::Channel ? "CREATE INDEX IF NOT EXISTS events_by_channel ON events(channel);" : "";
    const std::string first = m_committed.first == 0 ? "NULL" : std::to_string(m_committed.first);
    return m_database.execute("BEGIN IMMEDIATE; " + index
        + " UPDATE log SET closed_ns = CAST(strftime('%s', 'now') AS INTEGER) * 1000000000, first = " + first
        + ", last = " + std::to_string(m_committed.last) + ", events = " + std::to_string(m_committed.events)
        + "; COMMIT");
}

Result<> Segment::seal(Indexes indexes)
{
    // Statements that are still prepared do not hinder; an open transaction would.
    if (auto done = commit(); !done)
        return done;
    if (auto left = leaveWal(); !left)
        return left;
    // A kill between the two halves of closing must not look like a file that somebody cut.
    const auto note = sealingNote(path());
    if (auto noted = writeSealingNote(note); !noted)
        return noted;
    if (auto closed = writeClosing(indexes); !closed) {
        if (m_database.isInTransaction())
            static_cast<void>(m_database.execute("ROLLBACK"));
        return closed;
    }
    ClosingMark mark;
    mark.first = m_committed.first;
    mark.last = m_committed.last;
    mark.events = m_committed.events;
    mark.eventsBefore = m_committed.eventsBefore;
    mark.previousLast = m_committed.previousLast;
    auto appended = mark.appendTo(m_database);
    if (appended) {
        std::error_code ignored;
        std::filesystem::remove(note, ignored);
    }
    return appended;
}

} // namespace eventscope::log
