// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/batch_builder.h"

#include <cassert>
#include <utility>

#include "broker/event/stored_pairs.h"

namespace eventscope {

BatchBuilder::BatchBuilder(Names& names)
    : m_channels(names.channels)
    , m_producers(names.producers)
    , m_sources(names.sources)
    , m_types(names.types)
    , m_contentTypes(names.contentTypes)
{
}

Slice BatchBuilder::store(std::string_view bytes)
{
    assert(m_arena.size() + bytes.size() < Slice::Absent && "an arena is addressed with 32 bits");
    const Slice slice{static_cast<std::uint32_t>(m_arena.size()), static_cast<std::uint32_t>(bytes.size())};
    m_arena.insert(m_arena.end(), bytes.begin(), bytes.end());
    return slice;
}

void BatchBuilder::add(const IncomingEvent& incoming, ConnectionId connection, WallTime observed)
{
    Event& event = m_events.emplace_back();
    event.kind = incoming.kind;
    event.connection = connection;
    event.channel = m_channels.intern(incoming.channel);
    event.producer = m_producers.intern(incoming.producer);
    event.source = m_sources.intern(incoming.source);
    event.type = m_types.intern(incoming.type);
    event.contentType = m_contentTypes.intern(incoming.contentType);
    event.eventTime = incoming.eventTime.value_or(NoTime);
    event.observedTime = incoming.observedTime.value_or(observed);
    event.offset = incoming.offset.value_or(Event::NoOffset);
    event.partition = incoming.partition.value_or(Event::NoPartition);
    event.sequence = incoming.sequence.value_or(Event::NoSequence);
    event.epoch = incoming.epoch.value_or(Event::NoEpoch);
    if (incoming.key)
        event.key = store(*incoming.key);
    event.id = storeText(incoming.id);
    event.subject = storeText(incoming.subject);
    event.correlation = storeText(incoming.correlation);
    event.causation = storeText(incoming.causation);
    event.traceparent = storeText(incoming.traceparent);
    if (!incoming.headers.empty()) {
        const auto at = m_arena.size();
        for (const auto& header : incoming.headers)
            appendStoredHeader(m_arena, header);
        event.headers = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(m_arena.size() - at)};
    }
    if (!incoming.fields.empty()) {
        const auto at = m_arena.size();
        for (const auto& field : incoming.fields)
            appendStoredField(m_arena, field);
        event.fields = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(m_arena.size() - at)};
    }
    if (incoming.payload)
        event.payload = store(*incoming.payload);
}

void BatchBuilder::addAt(Position position, const IncomingEvent& incoming, ConnectionId connection)
{
    add(incoming, connection, NoTime);
    m_positions.push_back(position);
}

std::unique_ptr<EventBatch> BatchBuilder::take()
{
    const auto events = m_events.size();
    const auto bytes = m_arena.size();
    auto batch = std::make_unique<EventBatch>(std::move(m_events), std::move(m_arena), std::move(m_positions));
    m_events = {};
    m_arena = {};
    m_positions = {};
    // The next batch is likely to be of the same size; growing by doubling would copy the arena several times.
    m_events.reserve(events < MaxEvents ? events : MaxEvents);
    m_arena.reserve(bytes < MaxBytes ? bytes + bytes / 8 : MaxBytes);
    return batch;
}

} // namespace eventscope
