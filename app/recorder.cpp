// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recorder.h"

#include <chrono>
#include <system_error>
#include <utility>

#include "broker/log/log_reader.h"

namespace eventscope::app {
namespace {

constexpr std::size_t EventsPerPage = 4'096;
constexpr auto CommitEvery = std::chrono::milliseconds(5); // of the session's log: sooner there is nothing new

/// The next page, without what the log holds from `end` on: that comes out of the lane.
Result<SharedBatch> readBefore(log::LogReader& reader, Position next, std::optional<Position> end)
{
    auto page = reader.read(next, EventsPerPage);
    if (!page || !end || (*page)->size() == 0 || (*page)->last() < *end)
        return page;
    std::size_t before = 0;
    while (EventView(**page, before).position() < *end)
        ++before;
    return reader.read(next, before);
}

} // namespace

Recorder::Recorder(Session& session, std::filesystem::path path)
    : m_session(session)
    , m_path(std::move(path))
{
}

Recorder::~Recorder() { (void)stop(); }

Result<std::unique_ptr<Recorder>> Recorder::start(Session& session, const std::filesystem::path& path, From from)
{
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored))
        return failure(Fault::Invalid, "recording '" + path.string() + "': the file exists; choose another name");
    if (from == From::Held && session.logPath().empty())
        return failure(Fault::Invalid, "The session keeps no log on disk: record from now on instead.");
    log::LogOptions options;
    options.path = path;
    options.layout = log::LogOptions::Layout::Recording;
    auto writer = log::LogWriter::open(options, session.names());
    if (!writer)
        return tl::unexpected(writer.error());
    std::unique_ptr<Recorder> recorder(new Recorder(session, path));
    recorder->m_writer = *std::move(writer);
    if (from == From::Now) {
        recorder->m_lane = recorder->addLane();
        recorder->follow();
        return recorder;
    }
    auto* const self = recorder.get();
    recorder->m_copying = std::jthread([self](const std::stop_token& stop) {
        if (auto copied = self->copyHeld(stop); !copied)
            self->m_copyError = copied.error();
    });
    return recorder;
}

std::shared_ptr<stream::Lane> Recorder::addLane()
{
    return m_session.addLane(
        {.name = "recording", .loss = stream::Loss::LogLane, .whenFull = stream::Lane::WhenFull::HoldSource});
}

void Recorder::follow()
{
    m_loop = std::make_unique<log::LogLoop>(
        std::move(m_writer), m_lane, m_session.losses(), [](const std::optional<Error>&) {});
    m_loop->start();
}

Result<> Recorder::copyHeld(const std::stop_token& stop)
{
    auto reader = log::LogReader::open(m_session.logPath(), m_session.names());
    if (!reader)
        return tl::unexpected(reader.error());
    auto next = (*reader)->first();
    // Once the copy has nearly caught up, the live events are taken too. `end` is the border between two batches: what
    // is before it comes out of the log, the rest out of the lane.
    std::optional<Position> end;
    while (!end || next < *end) {
        if (stop.stop_requested())
            return {};
        if (!end && (*reader)->last().value() < next.value() + EventsPerPage) {
            m_lane = addLane();
            end = m_session.nextPosition();
        }
        auto page = readBefore(**reader, next, end);
        if (!page)
            return tl::unexpected(page.error());
        if ((*page)->size() == 0) {
            if (end && m_session.lastStored() + 1 >= *end)
                break; // the rest up to `end` was lost on the way into the log
            std::this_thread::sleep_for(CommitEvery);
            continue;
        }
        if (auto stored = m_writer->append(**page).and_then([this] { return m_writer->commit(); }); !stored)
            return stored;
        m_copied += (*page)->size();
        next = (*page)->last() + 1;
    }
    while (!stop.stop_requested()) {
        const auto batch = m_lane->pop(std::chrono::milliseconds(50));
        if (!batch || batch->last() < *end)
            continue;
        // Committed here: the loop commits what it appends itself, and nothing more may come for long.
        if (auto stored = m_writer->append(*batch).and_then([this] { return m_writer->commit(); }); !stored)
            return stored;
        m_copied += batch->size();
        follow();
        break;
    }
    return {};
}

Result<Recorder::Summary> Recorder::stop()
{
    if (std::exchange(m_isStopped, true))
        return Summary{0, 0, m_path};
    if (m_copying.joinable()) {
        m_copying.request_stop();
        m_copying.join();
    }
    if (m_lane)
        m_session.removeLane(m_lane);
    const auto closed = m_loop ? m_loop->stop() : m_writer->close();
    if (m_copyError)
        return tl::unexpected(*m_copyError);
    if (!closed)
        return tl::unexpected(closed.error());
    return Summary{m_copied + (m_loop ? m_loop->storedEvents() : 0), m_lane ? m_lane->lostEvents() : 0, m_path};
}

} // namespace eventscope::app
