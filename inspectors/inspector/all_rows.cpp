// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/all_rows.h"

#include <algorithm>

#include "inspectors/inspector/event_window.h"

namespace eventscope::inspect {

AllRows::AllRows(const EventWindow& window, QObject* parent)
    : EventRows(parent)
    , m_window(window)
{
}

int AllRows::rowAtOrAfter(Position position) const
{
    if (position <= m_first)
        return 0;
    return static_cast<int>(
        std::min<std::uint64_t>(position.value() - m_first.value(), static_cast<std::uint64_t>(m_count)));
}

EventRows::Pending AllRows::pending()
{
    const auto last = m_window.last().value();
    auto first = m_window.first().value();
    if (last == 0)
        return {.removeFront = m_count};
    if (last - first >= MaxRows)
        first = last - MaxRows + 1;
    if (m_count == 0) {
        m_first = Position(first);
        return {.append = static_cast<int>(last - first + 1)};
    }
    const auto oldFirst = m_first.value();
    const auto oldEnd = oldFirst + static_cast<std::uint64_t>(m_count);
    Pending pending;
    if (first > oldFirst)
        pending.removeFront = static_cast<int>(std::min(first, oldEnd) - oldFirst);
    else
        pending.insertFront = static_cast<int>(oldFirst - first);
    if (pending.removeFront == m_count)
        return pending; // what follows is told by the next call, from a new beginning
    if (last >= oldEnd)
        pending.append = static_cast<int>(last - oldEnd + 1);
    return pending;
}

void AllRows::removeFront(int rows)
{
    m_first = m_first + static_cast<std::uint64_t>(rows);
    m_count -= rows;
}

void AllRows::insertFront(int rows)
{
    m_first = Position(m_first.value() - static_cast<std::uint64_t>(rows));
    m_count += rows;
}

} // namespace eventscope::inspect
