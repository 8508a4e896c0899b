// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "broker/event/event.h"
#include "broker/event/incoming_event.h"

namespace eventscope {

/// Headers in their stored form, in wire order; see BatchBuilder for the encoding.
class HeaderRange {
public:
    class Iterator {
    public:
        using value_type = Header;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::input_iterator_tag;

        Iterator() = default;
        explicit Iterator(std::string_view rest)
            : m_rest(rest)
        {
            read();
        }
        [[nodiscard]] const Header& operator*() const { return m_header; }
        [[nodiscard]] const Header* operator->() const { return &m_header; }
        Iterator& operator++()
        {
            read();
            return *this;
        }
        void operator++(int) { read(); }
        [[nodiscard]] friend bool operator==(const Iterator& a, const Iterator& b)
        {
            return a.m_isEnd == b.m_isEnd && a.m_rest.size() == b.m_rest.size();
        }

    private:
        void read();

        std::string_view m_rest;
        Header m_header;
        bool m_isEnd = true;
    };

    explicit HeaderRange(std::string_view stored)
        : m_stored(stored)
    {
    }
    [[nodiscard]] Iterator begin() const { return Iterator(m_stored); }
    [[nodiscard]] Iterator end() const { return {}; }
    [[nodiscard]] bool empty() const { return m_stored.empty(); }
    /// The first header of that name, compared without regard to ASCII case.
    [[nodiscard]] std::optional<Header> find(std::string_view name) const;

private:
    std::string_view m_stored;
};

/// The fields that the connector added, decoded.
[[nodiscard]] std::vector<Field> decodeFields(std::string_view stored);
/// One of them by its name.
[[nodiscard]] std::optional<FieldValue> findField(std::string_view stored, std::string_view name);

/// An immutable run of events and the one piece of memory that holds their bytes.
///
/// Made by BatchBuilder, then shared between threads as `shared_ptr<const EventBatch>`.
class EventBatch {
public:
    EventBatch(std::vector<Event> events, std::vector<char> arena, std::vector<Position> positions = {})
        : m_events(std::move(events))
        , m_arena(std::move(arena))
        , m_positions(std::move(positions))
    {
    }

    [[nodiscard]] std::size_t size() const { return m_events.size(); }
    [[nodiscard]] std::span<const Event> events() const { return m_events; }
    [[nodiscard]] const Event& event(std::size_t index) const { return m_events[index]; }

    /// Numbers the events densely from `first`. Done once, by the thread that hands the batch out, before it is shared.
    void numberFrom(Position first) { m_first = first; }
    [[nodiscard]] Position first() const { return m_positions.empty() ? m_first : m_positions.front(); }
    [[nodiscard]] Position last() const { return m_events.empty() ? first() : position(m_events.size() - 1); }
    /// Positions are dense in a live batch; a batch read from a recording may have holes.
    [[nodiscard]] Position position(std::size_t index) const
    {
        return m_positions.empty() ? m_first + index : m_positions[index];
    }

    /// The bytes of a slice of one of these events; empty where it is absent.
    [[nodiscard]] std::string_view bytes(Slice slice) const
    {
        return slice.isPresent() ? std::string_view(m_arena.data() + slice.offset, slice.size) : std::string_view();
    }
    [[nodiscard]] std::optional<std::string_view> optionalBytes(Slice slice) const
    {
        return slice.isPresent() ? std::optional(bytes(slice)) : std::nullopt;
    }
    /// What the batch costs in memory.
    [[nodiscard]] std::size_t memoryBytes() const
    {
        return sizeof(*this) + m_events.capacity() * sizeof(Event) + m_arena.capacity()
            + m_positions.capacity() * sizeof(Position);
    }

private:
    std::vector<Event> m_events;
    std::vector<char> m_arena;
    std::vector<Position> m_positions; // empty where they are dense from m_first
    Position m_first;
};

using SharedBatch = std::shared_ptr<const EventBatch>;

/// One event of a batch, by value cheap to pass. Does not keep the batch alive.
class EventView {
public:
    EventView(const EventBatch& batch, std::size_t index)
        : m_batch(&batch)
        , m_index(index)
    {
    }

    [[nodiscard]] const Event& event() const { return m_batch->event(m_index); }
    [[nodiscard]] const Event* operator->() const { return &event(); }
    [[nodiscard]] Position position() const { return m_batch->position(m_index); }
    [[nodiscard]] const EventBatch& batch() const { return *m_batch; }
    [[nodiscard]] std::size_t index() const { return m_index; }

    [[nodiscard]] std::string_view bytes(Slice slice) const { return m_batch->bytes(slice); }
    [[nodiscard]] std::optional<std::string_view> key() const { return m_batch->optionalBytes(event().key); }
    [[nodiscard]] std::string_view id() const { return bytes(event().id); }
    [[nodiscard]] std::string_view subject() const { return bytes(event().subject); }
    [[nodiscard]] std::string_view correlation() const { return bytes(event().correlation); }
    [[nodiscard]] std::string_view causation() const { return bytes(event().causation); }
    [[nodiscard]] std::string_view traceparent() const { return bytes(event().traceparent); }
    [[nodiscard]] HeaderRange headers() const { return HeaderRange(bytes(event().headers)); }
    [[nodiscard]] std::vector<Field> fields() const { return decodeFields(bytes(event().fields)); }
    /// nullopt = tombstone.
    [[nodiscard]] std::optional<std::string_view> payload() const { return m_batch->optionalBytes(event().payload); }

private:
    const EventBatch* m_batch;
    std::size_t m_index;
};

} // namespace eventscope
