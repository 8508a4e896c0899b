// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "broker/event/ids.h"
#include "broker/event/result.h"
#include "broker/event/wall_time.h"

namespace eventscope {

/// What an event is. The texts (see toText) are those of the JSON Lines form and the filter language.
enum class EventKind : std::uint8_t {
    Message, ///< published by a producer
    Delivery, ///< a broker handed a message to a consumer
    Acknowledgement, ///< a consumer acknowledged, or refused
    Derived, ///< made by a rule
    Control, ///< requests and answers of the broker's own protocol
    Kubernetes, ///< a Kubernetes event
    Injected, ///< a fault that Eventscope caused on purpose
    Gap, ///< an interval in which Eventscope itself could not see
};

[[nodiscard]] std::string_view toText(EventKind kind);
/// Error: Fault::Invalid, naming the text and the known kinds.
[[nodiscard]] Result<EventKind> parseEventKind(std::string_view text);

/// A piece of the byte arena of a batch. An absent piece differs from an empty one.
struct Slice {
    static constexpr std::uint32_t Absent = 0xFFFFFFFFU;

    std::uint32_t offset = 0;
    std::uint32_t size = Absent;

    [[nodiscard]] constexpr bool isPresent() const { return size != Absent; }
    friend bool operator==(const Slice&, const Slice&) = default;
};

/// One event: a fixed-size record that points into the arena of its EventBatch.
///
/// Attribute names follow CloudEvents 1.0.2. Interned texts (channel, type, …) are resolved by Names; slices by
/// the batch. The position is the batch's: see EventView.
struct Event {
    static constexpr std::int64_t NoOffset = -1;
    static constexpr std::int32_t NoPartition = -1;
    static constexpr std::uint64_t NoSequence = ~std::uint64_t{0};
    static constexpr std::uint32_t NoEpoch = ~std::uint32_t{0};

    WallTime eventTime = NoTime; ///< claimed by the source; NoTime where it says nothing
    WallTime observedTime = NoTime; ///< when this program saw it
    std::int64_t offset = NoOffset; ///< the broker's own coordinate
    std::uint64_t sequence = NoSequence; ///< delivery envelope: contiguous for one producer, epoch and channel
    std::int32_t partition = NoPartition; ///< the broker's own coordinate
    std::uint32_t epoch = NoEpoch; ///< delivery envelope: rises when a producer starts again

    ConnectionId connection;
    ChannelId channel;
    ProducerId producer;
    SourceId source;
    TypeId type;
    ContentTypeId contentType;

    Slice key;
    Slice id;
    Slice subject;
    Slice correlation; ///< CloudEvents extension `correlationid`
    Slice causation; ///< CloudEvents extension `causationid`: id of the causing event
    Slice traceparent; ///< W3C trace context
    Slice headers; ///< see HeaderRange
    Slice fields; ///< what the connector adds, see FieldRange
    Slice payload; ///< absent = tombstone

    EventKind kind = EventKind::Message;

    /// What the time axis uses: the event's own time, ours where it has none.
    [[nodiscard]] WallTime axisTime() const { return eventTime == NoTime ? observedTime : eventTime; }
};

} // namespace eventscope
