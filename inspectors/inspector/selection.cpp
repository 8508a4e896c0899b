// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/selection.h"

#include <utility>

namespace eventscope::inspect {
namespace {

constexpr std::size_t MaxSteps = 100; // each step keeps the batch of its event alive

} // namespace

void Selection::selectEvent(const SelectedEvent& event)
{
    if (m_state.event && m_state.event->position() == event.position() && m_state.event->batch == event.batch)
        return;
    m_state.event = event;
    remember();
}

void Selection::selectChannel(const std::optional<SelectedChannel>& channel)
{
    if (m_state.channel == channel)
        return;
    m_state.channel = channel;
    remember();
}

void Selection::selectSpan(const std::optional<TimeSpan>& span)
{
    if (m_state.span == span)
        return;
    m_state.span = span;
    remember();
}

void Selection::selectKey(const QString& key)
{
    if (m_state.key == key)
        return;
    m_state.key = key;
    remember();
}

void Selection::goBack()
{
    if (!canGoBack())
        return;
    m_state = m_history[--m_at];
    emit changed();
}

void Selection::goForward()
{
    if (!canGoForward())
        return;
    m_state = m_history[++m_at];
    emit changed();
}

void Selection::remember()
{
    if (m_history.empty())
        m_history.emplace_back(); // the way back ends where nothing was selected
    m_history.resize(m_at + 1);
    m_history.push_back(m_state);
    if (m_history.size() > MaxSteps)
        m_history.erase(m_history.begin());
    m_at = m_history.size() - 1;
    emit changed();
}

} // namespace eventscope::inspect
