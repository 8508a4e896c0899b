// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "broker/event/event_batch.h"
#include "broker/log/name_rows.h"
#include "broker/log/stored_row.h"

namespace eventscope::log {

/// Packs rows into a batch as they are, headers and fields in their stored form. Thread: one at a time.
class BatchPacker {
public:
    static constexpr std::size_t MaxBytes = std::size_t{256} << 20; ///< a page of events has a bound in bytes, too

    void add(const StoredRow& row, NameReader& names);
    /// The events of a batch up to a position.
    [[nodiscard]] static SharedBatch upTo(const EventBatch& batch, Position last);
    [[nodiscard]] std::size_t size() const { return m_events.size(); }
    [[nodiscard]] std::size_t bytes() const { return m_arena.size(); }
    [[nodiscard]] SharedBatch take();
    /// The parts one behind the other as one batch.
    [[nodiscard]] static SharedBatch join(std::vector<BatchPacker> parts);

private:
    void storeSlices(Event& event, const StoredRow& row);
    [[nodiscard]] Slice store(const std::optional<std::string_view>& bytes);

    std::vector<Event> m_events;
    std::vector<char> m_arena;
    std::vector<Position> m_positions;
};

} // namespace eventscope::log
