// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/event_printer.h"

#include "app/commands/exit_code.h"
#include "app/commands/interruption.h"

namespace eventscope::app::commands {
namespace {

constexpr auto LookEvery = std::chrono::milliseconds(50); // the longest that a signal or a closed pipe waits

} // namespace

EventPrinter::EventPrinter(Session& session, Notices& notices, EventSelection selection)
    : m_session(session)
    , m_notices(notices)
    , m_selection(std::move(selection))
    , m_output(std::make_unique<Output>())
{
}

Result<EventPrinter> EventPrinter::make(
    const CommandLine& line, const ReadingOptions& options, Session& session, Notices& notices)
{
    auto selection = EventSelection::make(options, session.fields(), session.clock().now(), notices);
    if (!selection)
        return tl::unexpected(selection.error());
    EventPrinter printer(session, notices, *std::move(selection));
    EventFormat::Look look;
    look.isTerminal = printer.m_output->isTerminal();
    look.hasColours = printer.m_output->hasColours() && !line.has("no-color");
    auto name = line.value("format").value_or("");
    if (name.empty() && line.verb->name == "export")
        name = "json"; // its product is a file, also where somebody looks at it
    auto format = makeEventFormat(name, look);
    if (!format)
        return tl::unexpected(format.error());
    printer.m_format = *std::move(format);
    printer.m_runFor = options.runFor;
    printer.m_endsNow = options.until && options.until->kind == Stop::Kind::End;
    return printer;
}

int EventPrinter::print(TargetStream& stream)
{
    m_start = m_session.clock().steadyNow();
    m_format->begin(m_output->buffer());
    auto printed = printAll(stream);
    stream.finish();
    if (printed && !m_output->isClosed()) {
        m_format->end(m_output->buffer());
        printed = m_output->flush();
    }
    if (!printed) {
        m_notices.error(printed.error().what);
        return printed.error().fault == Fault::Full ? Failed : exitCodeFor(printed.error().fault);
    }
    if (m_output->isClosed())
        return Done;
    tellEnd(stream);
    return stream.gaps() > 0 ? Incomplete : Done;
}

Result<> EventPrinter::printAll(TargetStream& stream)
{
    while (!stream.isAtEnd()) {
        if (Interruption::isRequested() || isTimeOver(stream))
            stream.finish(); // what has come until now is still printed
        const auto batch = stream.next(LookEvery);
        if (!batch)
            return tl::unexpected(batch.error());
        if (!*batch) {
            if (auto flushed = m_output->flush(); !flushed)
                return flushed;
            if (m_output->isClosed())
                return {};
            continue;
        }
        const auto next = append(**batch);
        // Live events are shown at once, those of a file in large pieces.
        const auto flushed =
            stream.hasLiveTargets() || !stream.hasRecordings() ? m_output->flush() : m_output->flushIfLarge();
        if (!flushed)
            return flushed;
        if (next == Next::Enough || m_output->isClosed())
            return {};
        if (stream.expectedEvents() > 0 && !m_output->isTerminal())
            m_notices.progress("events read", m_seen, stream.expectedEvents());
    }
    return {};
}

EventPrinter::Next EventPrinter::append(const EventBatch& batch)
{
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const EventView event(batch, i);
        ++m_seen;
        const auto verdict = m_selection.test(event, m_session.names());
        if (verdict == EventSelection::Verdict::Skip)
            continue;
        m_format->append(m_output->buffer(), event, m_session.names());
        if (verdict == EventSelection::Verdict::LastPass)
            return Next::Enough;
    }
    return Next::GoOn;
}

bool EventPrinter::isTimeOver(const TargetStream& stream) const
{
    if (m_runFor && m_session.clock().steadyNow() - m_start >= *m_runFor)
        return true;
    if (stream.isReadingRecording())
        return false; // its events may lie anywhere in time
    if (m_endsNow)
        return true;
    return m_selection.until() && m_session.clock().now() > *m_selection.until();
}

void EventPrinter::tellEnd(const TargetStream& stream)
{
    m_notices.detail(std::to_string(m_seen) + " events seen, " + std::to_string(m_selection.passed()) + " printed, "
        + std::to_string(stream.gaps()) + " gaps.");
    if (m_selection.failed() > 0)
        m_notices.say("The filter could not be evaluated for " + std::to_string(m_selection.failed())
            + " events, which are not shown. The first time: " + m_selection.whyFailed());
    if (m_format->unfaithfulEvents() > 0)
        m_notices.error(std::to_string(m_format->unfaithfulEvents())
            + " events are not whole in the output: " + std::string(m_format->whyUnfaithful()) + ".");
}

} // namespace eventscope::app::commands
