// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspectors/inspector/event_rows.h"

namespace eventscope::inspect {

class EventWindow;

/// Every position of the window as a row, loaded or not. At most the newest 2,000,000,000.
class AllRows final : public EventRows {
    Q_OBJECT

public:
    static constexpr std::uint64_t MaxRows = 2'000'000'000;

    /// The window outlives the rows.
    explicit AllRows(const EventWindow& window, QObject* parent = nullptr);

    [[nodiscard]] int count() const override { return m_count; }
    [[nodiscard]] Position position(int row) const override { return m_first + static_cast<std::uint64_t>(row); }
    [[nodiscard]] int rowAtOrAfter(Position position) const override;
    [[nodiscard]] Pending pending() override;
    void removeFront(int rows) override;
    void insertFront(int rows) override;
    void append(int rows) override { m_count += rows; }

private:
    const EventWindow& m_window;
    Position m_first;
    int m_count = 0;
};

} // namespace eventscope::inspect
