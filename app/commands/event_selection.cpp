// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/event_selection.h"

#include "broker/expression/filter.h"
#include "broker/expression/scratch.h"

namespace eventscope::app::commands {

struct EventSelection::FilterRun {
    expression::Filter filter;
    expression::Scratch scratch;
};

EventSelection::EventSelection() = default;
EventSelection::~EventSelection() = default;
EventSelection::EventSelection(EventSelection&&) noexcept = default;
EventSelection& EventSelection::operator=(EventSelection&&) noexcept = default;

Result<EventSelection> EventSelection::make(
    const ReadingOptions& options, const FieldRegistry& fields, WallTime now, Notices& notices)
{
    EventSelection selection;
    if (!options.filter.empty()) {
        auto filter = expression::Filter::compile(options.filter, fields);
        if (!filter) {
            notices.wrongFilter(options.filter, filter.error());
            return failure(Fault::Invalid, {});
        }
        selection.m_filter.reset(new FilterRun{*std::move(filter), {}});
    }
    if (options.from && options.from->kind == Start::Kind::Time)
        selection.m_from = options.from->time;
    else if (options.from && options.from->kind == Start::Kind::Ago)
        selection.m_from = now - options.from->ago;
    else if (options.from && options.from->kind == Start::Kind::Offset)
        selection.m_fromOffset = options.from->number;
    if (options.until && options.until->kind == Stop::Kind::Time)
        selection.m_until = options.until->time;
    else if (options.until && options.until->kind == Stop::Kind::After)
        selection.m_span = options.until->after;
    if (selection.m_span && selection.m_from)
        selection.m_until = *selection.m_from + *selection.m_span;
    selection.m_count = options.count;
    return selection;
}

EventSelection::Verdict EventSelection::test(const EventView& event, const Names& names)
{
    if (!passesBounds(event) || !passesFilter(event, names))
        return Verdict::Skip;
    ++m_passed;
    return m_count && m_passed >= *m_count ? Verdict::LastPass : Verdict::Pass;
}

bool EventSelection::isEverything() const
{
    return !m_filter && !m_from && !m_until && !m_span && !m_fromOffset && !m_count;
}

bool EventSelection::passesBounds(const EventView& event)
{
    const auto time = event->axisTime();
    if (m_span && !m_until && time != NoTime)
        m_until = time + *m_span;
    if ((m_from && time < *m_from) || (m_until && time > *m_until))
        return false;
    if (!m_fromOffset)
        return true;
    // A source without offsets of its own is counted by our positions.
    const auto offset =
        event->offset == Event::NoOffset ? event.position().value() : static_cast<std::uint64_t>(event->offset);
    return offset >= *m_fromOffset;
}

bool EventSelection::passesFilter(const EventView& event, const Names& names)
{
    if (!m_filter)
        return true;
    using FilterVerdict = expression::Filter::Verdict;
    const auto verdict = m_filter->filter.test(event, names, m_filter->scratch);
    if (verdict == FilterVerdict::Failed && m_failed++ == 0)
        m_whyFailed = expression::Filter::whyFailed(m_filter->scratch);
    return verdict == FilterVerdict::True;
}

} // namespace eventscope::app::commands
