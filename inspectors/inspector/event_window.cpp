// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/event_window.h"

#include <algorithm>

namespace eventscope::inspect {
namespace {

// The log may be ahead of the lane for a moment; only what stays so was missed by the lane.
constexpr int FramesUntilLogLeads = 30;

} // namespace

EventWindow::EventWindow(std::size_t maxBytes, QObject* parent)
    : QObject(parent)
    , m_maxBytes(maxBytes)
{
    m_workers.setMaxThreadCount(2);
    connect(&m_pages, &PageCache::arrived, this, &EventWindow::pageArrived);
    connect(&m_pages, &PageCache::failed, this, &EventWindow::failed);
}

EventWindow::~EventWindow() { m_workers.waitForDone(); }

void EventWindow::setPageSource(PageSource* source)
{
    m_pages.setSource(source);
    finishFrame(true);
}

void EventWindow::setMaxBytes(std::size_t maxBytes)
{
    m_maxBytes = maxBytes;
    giveBack();
}

void EventWindow::clear()
{
    m_batches.clear();
    m_bytes = 0;
    m_first = m_last = Position();
    finishFrame(true);
    emit changed();
}

void EventWindow::append(const SharedBatch& batch)
{
    if (batch->size() == 0 || (!m_batches.empty() && batch->first() <= m_batches.back()->last()))
        return;
    m_batches.push_back(batch);
    m_bytes += batch->memoryBytes();
    giveBack();
}

void EventWindow::giveBack()
{
    if (m_bytes <= m_maxBytes)
        return;
    const auto goal = m_maxBytes - m_maxBytes / 10;
    while (m_batches.size() > 1 && m_bytes > goal) {
        m_bytes -= m_batches.front()->memoryBytes();
        m_batches.pop_front();
    }
}

void EventWindow::finishFrame(bool isCaughtUp)
{
    const auto* source = m_pages.source();
    const auto logFirst = source != nullptr ? source->first() : Position();
    const auto logLast = source != nullptr ? source->last() : Position();
    auto first = m_batches.empty() ? logFirst : m_batches.front()->first();
    if (logFirst && logFirst < first)
        first = logFirst;
    auto last = m_batches.empty() ? logLast : m_batches.back()->last();
    m_framesBehindLog = isCaughtUp && logLast > last ? m_framesBehindLog + 1 : 0;
    if (logLast > last && (m_framesBehindLog > FramesUntilLogLeads || m_last > last))
        last = std::max(m_last, logLast);
    if (first == m_first && last == m_last)
        return;
    m_first = first;
    m_last = last;
    emit changed();
}

std::deque<SharedBatch>::const_iterator EventWindow::batchAt(Position position) const
{
    return std::lower_bound(m_batches.begin(), m_batches.end(), position,
        [](const SharedBatch& batch, Position at) { return batch->last() < at; });
}

std::optional<SelectedEvent> EventWindow::find(Position position)
{
    const auto found = batchAt(position);
    if (found == m_batches.end() || (*found)->first() > position)
        return m_pages.find(position);
    const auto guess = position.value() - (*found)->first().value();
    for (std::size_t i = std::min<std::size_t>(guess, (*found)->size() - 1) + 1; i-- > 0;) {
        if ((*found)->position(i) == position)
            return SelectedEvent{*found, i};
        if ((*found)->position(i) < position)
            break; // a hole in a batch that was read from a recording
    }
    return m_pages.find(position);
}

EventWindow::State EventWindow::want(Position position)
{
    const auto found = batchAt(position);
    if (found != m_batches.end() && (*found)->first() <= position && find(position))
        return State::Loaded;
    return m_pages.want(position);
}

} // namespace eventscope::inspect
