// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/batch_copy.h"

#include <vector>

namespace eventscope::app::commands {
namespace {

void moveSlice(Slice& slice, const EventBatch& from, std::vector<char>& arena)
{
    if (!slice.isPresent())
        return;
    const auto bytes = from.bytes(slice);
    slice.offset = static_cast<std::uint32_t>(arena.size());
    arena.insert(arena.end(), bytes.begin(), bytes.end());
}

} // namespace

std::unique_ptr<EventBatch> copyEvents(const EventBatch& batch, std::span<const std::size_t> indices)
{
    std::vector<Event> events;
    std::vector<char> arena;
    events.reserve(indices.size());
    for (const auto index : indices) {
        auto event = batch.event(index);
        for (auto* slice : {&event.key, &event.id, &event.subject, &event.correlation, &event.causation,
                 &event.traceparent, &event.headers, &event.fields, &event.payload})
            moveSlice(*slice, batch, arena);
        events.push_back(event);
    }
    return std::make_unique<EventBatch>(std::move(events), std::move(arena));
}

} // namespace eventscope::app::commands
