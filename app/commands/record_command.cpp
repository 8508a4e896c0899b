// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/record_command.h"

#include <array>
#include <cstdio>

#include "app/commands/batch_copy.h"
#include "app/commands/event_selection.h"
#include "app/commands/interruption.h"
#include "app/commands/recording_sink.h"
#include "app/commands/session_options.h"
#include "app/commands/target_stream.h"
#include "app/commands/verb_end.h"

namespace eventscope::app::commands {
namespace {

constexpr auto LookEvery = std::chrono::milliseconds(50);

/// The run of one `record`: from the stream, through the selection, into the file.
class Recorder {
public:
    Recorder(Session& session, Notices& notices, EventSelection selection, const ReadingOptions& options)
        : m_session(session)
        , m_notices(notices)
        , m_selection(std::move(selection))
        , m_runFor(options.runFor)
        , m_endsNow(options.until && options.until->kind == Stop::Kind::End)
    {
    }

    Result<int> run(TargetStream& stream, RecordingSink& sink)
    {
        m_start = m_session.clock().steadyNow();
        auto recorded = recordAll(stream, sink);
        m_losses = m_session.losses().counts(); // what is lost from here on was not asked for any more
        stream.finish();
        auto closed = sink.close();
        auto& refused = m_losses[static_cast<std::size_t>(stream::Loss::LogRefused)];
        refused = m_session.losses().count(stream::Loss::LogRefused);
        tellTrouble(sink);
        tellSummary(stream, sink);
        if (!recorded)
            return tl::unexpected(recorded.error());
        if (!closed)
            return tl::unexpected(closed.error());
        return stream.gaps() > 0 || lostEvents() > 0 || sink.storedEvents() < m_selection.passed() ? Incomplete : Done;
    }

private:
    Result<> recordAll(TargetStream& stream, RecordingSink& sink)
    {
        while (!stream.isAtEnd()) {
            if (Interruption::isRequested() || isTimeOver(stream))
                stream.finish(); // what has come until now is still stored
            const auto batch = stream.next(LookEvery);
            if (!batch)
                return tl::unexpected(batch.error());
            tellTrouble(sink);
            m_notices.progress("events recorded", m_selection.passed(), stream.expectedEvents());
            if (!*batch)
                continue;
            bool isEnough = false;
            if (const auto selected = select(*batch, stream.hasRecordings(), isEnough)) {
                if (auto written = sink.write(selected); !written)
                    return written;
            }
            if (isEnough)
                return {};
        }
        return {};
    }

    /// What passes, numbered for the file; null where nothing does.
    SharedBatch select(const SharedBatch& batch, bool mustRenumber, bool& isEnough)
    {
        m_chosen.clear();
        for (std::size_t i = 0; i < batch->size() && !isEnough; ++i) {
            const EventView event(*batch, i);
            ++m_seen;
            const auto verdict = m_selection.test(event, m_session.names());
            if (verdict == EventSelection::Verdict::Skip)
                continue;
            m_chosen.push_back(i);
            isEnough = verdict == EventSelection::Verdict::LastPass;
            const auto time = event->axisTime();
            if (time != NoTime) {
                m_first = m_first == NoTime ? time : std::min(m_first, time);
                m_last = std::max(m_last, time);
            }
        }
        if (m_chosen.empty())
            return {};
        if (m_selection.isEverything() && !mustRenumber)
            return batch; // the positions of the session are those of the file
        auto copy = copyEvents(*batch, m_chosen);
        copy->numberFrom(m_next);
        m_next = m_next + copy->size();
        return copy;
    }

    [[nodiscard]] bool isTimeOver(const TargetStream& stream) const
    {
        if (m_runFor && m_session.clock().steadyNow() - m_start >= *m_runFor)
            return true;
        if (stream.isReadingRecording())
            return false;
        return m_endsNow || (m_selection.until() && m_session.clock().now() > *m_selection.until());
    }

    void tellTrouble(RecordingSink& sink)
    {
        if (const auto sentence = sink.takeTrouble())
            m_notices.error(*sentence);
    }

    [[nodiscard]] std::uint64_t lostEvents() const
    {
        std::uint64_t sum = 0;
        for (const auto count : m_losses)
            sum += count;
        return sum;
    }

    void tellSummary(const TargetStream& stream, const RecordingSink& sink)
    {
        std::string lost;
        for (std::size_t i = 0; i < m_losses.size(); ++i) {
            if (m_losses[i] > 0)
                lost += (lost.empty() ? " (" : ", ") + std::string(stream::describe(static_cast<stream::Loss>(i)).name)
                    + " " + std::to_string(m_losses[i]);
        }
        if (!lost.empty())
            lost += ")";
        const auto span = m_first == NoTime ? std::chrono::nanoseconds(0) : m_last - m_first;
        std::array<char, 32> seconds{};
        std::snprintf(seconds.data(), seconds.size(), "%.3f", std::chrono::duration<double>(span).count());
        m_notices.say("seen: " + std::to_string(m_seen) + ", stored: " + std::to_string(sink.storedEvents())
            + ", lost: " + std::to_string(lostEvents()) + lost + ", gaps: " + std::to_string(stream.gaps())
            + ", bytes: " + std::to_string(sink.fileBytes()) + ", span: " + seconds.data() + " s");
        if (m_selection.failed() > 0)
            m_notices.say("The filter could not be evaluated for " + std::to_string(m_selection.failed())
                + " events, which are not stored. The first time: " + m_selection.whyFailed());
    }

    Session& m_session; // these outlive: the verb owns them
    Notices& m_notices;
    EventSelection m_selection;
    std::optional<std::chrono::nanoseconds> m_runFor;
    bool m_endsNow;
    SteadyTime m_start;
    std::vector<std::size_t> m_chosen;
    Position m_next{1};
    stream::LossLedger::Counts m_losses{};
    std::uint64_t m_seen = 0;
    WallTime m_first = NoTime;
    WallTime m_last = NoTime;
};

Result<int> record(const CommandLine& line, Notices& notices)
{
    const auto output = line.value("output");
    if (!output || output->empty())
        return failure(Fault::Invalid, "eventscope record needs -o FILE: the recording to write.");
    if (auto absent = RecordingSink::checkAbsent(*output); !absent)
        return tl::unexpected(absent.error());
    const auto reading = readingOptions(line);
    if (!reading)
        return tl::unexpected(reading.error());
    const auto keeping = keepingOptions(line);
    if (!keeping)
        return tl::unexpected(keeping.error());
    const auto session = openReadingSession();
    if (!session)
        return tl::unexpected(session.error());
    auto selection = EventSelection::make(*reading, (*session)->fields(), (*session)->clock().now(), notices);
    if (!selection)
        return tl::unexpected(selection.error());
    const auto targets = readTargets(line.arguments, (*session)->catalog(), targetOptions(line));
    if (!targets)
        return tl::unexpected(targets.error());

    TargetStream stream(**session, notices, TargetStream::Reader::Recording);
    if (auto opened = stream.open(*targets, *reading); !opened)
        return tl::unexpected(opened.error());
    const auto durability = keeping->isFast ? log::LogOptions::Durability::Fast : log::LogOptions::Durability::Durable;
    const auto sink = RecordingSink::create(*output, durability, (*session)->names(), (*session)->losses());
    if (!sink)
        return tl::unexpected(sink.error());
    std::string ready = "ready:";
    for (const auto& target : *targets)
        ready += " " + target.text;
    notices.state(ready);
    return Recorder(**session, notices, *std::move(selection), *reading).run(stream, **sink);
}

} // namespace

int runRecord(const CommandLine& line)
{
    const Interruption interruption;
    Notices notices(line);
    return endOf(record(line, notices), notices);
}

} // namespace eventscope::app::commands
