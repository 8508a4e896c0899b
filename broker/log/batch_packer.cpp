// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/batch_packer.h"

#include <array>
#include <utility>

namespace eventscope::log {
namespace {

/// In the order of StoredRow::slices.
std::array<Slice*, StoredRow::Slices> slicesOf(Event& event)
{
    return {&event.key, &event.id, &event.subject, &event.correlation, &event.causation, &event.traceparent,
        &event.headers, &event.fields, &event.payload};
}

} // namespace

Slice BatchPacker::store(const std::optional<std::string_view>& bytes)
{
    if (!bytes)
        return {};
    const Slice slice{static_cast<std::uint32_t>(m_arena.size()), static_cast<std::uint32_t>(bytes->size())};
    m_arena.insert(m_arena.end(), bytes->begin(), bytes->end());
    return slice;
}

void BatchPacker::add(const StoredRow& row, NameReader& names)
{
    Event event;
    // A kind that this version does not know cannot be drawn as something else than what it is nearest to.
    event.kind = row.kind >= 0 && row.kind <= static_cast<std::int64_t>(EventKind::Gap)
        ? static_cast<EventKind>(row.kind)
        : EventKind::Control;
    event.eventTime = fromNanoseconds(row.eventNs);
    event.observedTime = fromNanoseconds(row.observedNs);
    event.offset = row.offset;
    event.sequence = static_cast<std::uint64_t>(row.sequence);
    event.partition = static_cast<std::int32_t>(row.partition);
    event.epoch = static_cast<std::uint32_t>(row.epoch);
    names.translate(row, event);
    storeSlices(event, row);
}

void BatchPacker::storeSlices(Event& event, const StoredRow& row)
{
    const auto slices = slicesOf(event);
    for (std::size_t i = 0; i < slices.size(); ++i)
        *slices[i] = store(row.slices[i]);
    m_events.push_back(event);
    m_positions.emplace_back(static_cast<std::uint64_t>(row.position));
}

SharedBatch BatchPacker::upTo(const EventBatch& batch, Position last)
{
    BatchPacker packer;
    for (std::size_t i = 0; i < batch.size() && batch.position(i) <= last; ++i) {
        Event event = batch.event(i);
        packer.storeSlices(event, StoredRow::from(batch, i));
    }
    return packer.take();
}

SharedBatch BatchPacker::take()
{
    return std::make_shared<const EventBatch>(
        std::exchange(m_events, {}), std::exchange(m_arena, {}), std::exchange(m_positions, {}));
}

SharedBatch BatchPacker::join(std::vector<BatchPacker> parts)
{
    BatchPacker all;
    if (!parts.empty())
        all = std::move(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto shift = static_cast<std::uint32_t>(all.m_arena.size());
        for (auto& event : parts[i].m_events) {
            for (auto* const slice : slicesOf(event))
                slice->offset += slice->isPresent() ? shift : 0;
            all.m_events.push_back(event);
        }
        all.m_arena.insert(all.m_arena.end(), parts[i].m_arena.begin(), parts[i].m_arena.end());
        all.m_positions.insert(all.m_positions.end(), parts[i].m_positions.begin(), parts[i].m_positions.end());
    }
    return all.take();
}

} // namespace eventscope::log
