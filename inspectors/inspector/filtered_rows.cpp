// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/filtered_rows.h"

#include <algorithm>
#include <utility>

#include "inspectors/inspector/event_window.h"

namespace eventscope::inspect {

FilteredRows::FilteredRows(EventWindow& window, Options options, QObject* parent)
    : EventRows(parent)
    , m_window(window)
    , m_options(std::move(options))
    , m_tail(window.last())
{
    if (!m_tail)
        return;
    m_history = std::make_unique<EventScan>(m_window,
        EventScan::Options{.from = m_tail,
            .to = m_window.first(),
            .direction = EventScan::Direction::Backward,
            .makeTest = m_options.makeTest,
            .channels = m_options.channels,
            .stopAfter = MaxRows});
    connect(m_history.get(), &EventScan::found, this, [this](const std::vector<Position>& positions) {
        m_older.insert(m_older.begin(), positions.begin(), positions.end());
        emit progressed();
    });
    connect(m_history.get(), &EventScan::finished, this, [this](const QString& problem) {
        m_problem = problem;
        emit progressed();
    });
    m_history->start();
}

FilteredRows::~FilteredRows() = default;

int FilteredRows::rowAtOrAfter(Position position) const
{
    return static_cast<int>(std::lower_bound(m_rows.begin(), m_rows.end(), position) - m_rows.begin());
}

void FilteredRows::followTail()
{
    if (m_live && !m_live->isFinished())
        return;
    m_live.reset();
    if (m_window.last() <= m_tail)
        return;
    m_live = std::make_unique<EventScan>(m_window,
        EventScan::Options{.from = std::max(m_tail + 1, m_window.first()),
            .to = m_window.last(),
            .direction = EventScan::Direction::Forward,
            .makeTest = m_options.makeTest,
            .channels = m_options.channels});
    connect(m_live.get(), &EventScan::found, this, [this](const std::vector<Position>& positions) {
        m_newer.insert(m_newer.end(), positions.begin(), positions.end());
    });
    m_tail = m_window.last();
    m_live->start();
}

EventRows::Pending FilteredRows::pending()
{
    followTail();
    const auto first = m_window.first();
    while (!m_older.empty() && m_older.front() < first)
        m_older.pop_front();
    Pending pending;
    pending.removeFront = m_window.last() ? rowAtOrAfter(first) : count();
    // The oldest rows go first when live events fill the list.
    const auto all = m_rows.size() + m_newer.size();
    if (all > MaxRows)
        pending.removeFront = std::max(pending.removeFront, static_cast<int>(std::min(all - MaxRows, m_rows.size())));
    pending.insertFront = pending.removeFront > 0 ? 0 : static_cast<int>(m_older.size());
    pending.append = static_cast<int>(m_newer.size());
    return pending;
}

void FilteredRows::removeFront(int rows) { m_rows.erase(m_rows.begin(), m_rows.begin() + rows); }

void FilteredRows::insertFront(int rows)
{
    const auto begin = m_older.end() - rows;
    m_rows.insert(m_rows.begin(), begin, m_older.end());
    m_older.erase(begin, m_older.end());
}

void FilteredRows::append(int rows)
{
    m_rows.insert(m_rows.end(), m_newer.begin(), m_newer.begin() + rows);
    m_newer.erase(m_newer.begin(), m_newer.begin() + rows);
}

double FilteredRows::progress() const { return m_history ? m_history->progress() : 1; }

bool FilteredRows::isSearching() const { return m_history && !m_history->isFinished(); }

void FilteredRows::cancel()
{
    if (!isSearching())
        return;
    m_history.reset();
    m_problem = tr("The search for older events was stopped.");
    emit progressed();
}

} // namespace eventscope::inspect
