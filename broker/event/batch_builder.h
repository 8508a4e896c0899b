// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "broker/event/event_batch.h"
#include "broker/event/names.h"

namespace eventscope {

/// Packs incoming events into a batch: the only copy of an event's bytes between a socket and the disk.
/// Thread: one at a time.
class BatchBuilder {
public:
    static constexpr std::size_t MaxEvents = 512;
    static constexpr std::size_t MaxBytes = std::size_t{4} << 20; ///< an event that is larger gets a batch of its own

    explicit BatchBuilder(Names& names);

    /// Appends one event. `observed` is the stamp where the event brings none of its own.
    void add(const IncomingEvent& incoming, ConnectionId connection, WallTime observed);
    /// As add, for an event with a given position (read from a recording). Not to be mixed with add in one batch.
    void addAt(Position position, const IncomingEvent& incoming, ConnectionId connection);

    [[nodiscard]] std::size_t size() const { return m_events.size(); }
    [[nodiscard]] std::size_t arenaBytes() const { return m_arena.size(); }
    [[nodiscard]] bool isFull() const { return m_events.size() >= MaxEvents || m_arena.size() >= MaxBytes; }

    /// The batch so far; the builder is empty afterwards.
    [[nodiscard]] std::unique_ptr<EventBatch> take();

private:
    [[nodiscard]] Slice store(std::string_view bytes);
    [[nodiscard]] Slice storeText(std::string_view text) { return text.empty() ? Slice{} : store(text); }

    NameCache<ChannelId> m_channels;
    NameCache<ProducerId> m_producers;
    NameCache<SourceId> m_sources;
    NameCache<TypeId> m_types;
    NameCache<ContentTypeId> m_contentTypes;
    std::vector<Event> m_events;
    std::vector<char> m_arena;
    std::vector<Position> m_positions;
};

} // namespace eventscope
