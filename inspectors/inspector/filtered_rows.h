// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "inspectors/inspector/event_rows.h"
#include "inspectors/inspector/event_scan.h"

namespace eventscope::inspect {

/// The events that pass a test: found progressively from the newest to the oldest, live ones as they come.
///
/// At most MaxRows are kept, eight bytes each; then the search for older ones ends, which reachedLimit() tells.
class FilteredRows final : public EventRows {
    Q_OBJECT

public:
    static constexpr std::uint64_t MaxRows = 20'000'000;

    struct Options {
        std::function<EventScan::Test()> makeTest; ///< called by any thread
        std::vector<std::string> channels; ///< outside of which no event can pass; empty: unknown
    };

    /// The window outlives the rows. The search begins at once.
    FilteredRows(EventWindow& window, Options options, QObject* parent = nullptr);
    ~FilteredRows() override;

    [[nodiscard]] int count() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] Position position(int row) const override { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] int rowAtOrAfter(Position position) const override;
    [[nodiscard]] Pending pending() override;
    void removeFront(int rows) override;
    void insertFront(int rows) override;
    void append(int rows) override;

    /// How far the search in what was there has come, from 0 to 1.
    [[nodiscard]] double progress() const;
    [[nodiscard]] bool isSearching() const;
    [[nodiscard]] bool reachedLimit() const { return m_rows.size() + m_older.size() >= MaxRows; }
    /// Ends the search for older events; live ones go on coming.
    void cancel();
    /// Why the search ended early; empty where it did not.
    [[nodiscard]] const QString& problem() const { return m_problem; }

private:
    void followTail();

    EventWindow& m_window;
    Options m_options;
    Position m_tail; // the newest position that was handed to a scan
    std::unique_ptr<EventScan> m_history;
    std::unique_ptr<EventScan> m_live;
    std::deque<Position> m_rows;
    std::deque<Position> m_older; // found, waits to be taken; ascending
    std::deque<Position> m_newer;
    QString m_problem;
};

} // namespace eventscope::inspect
