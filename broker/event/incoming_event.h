// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "broker/event/event.h"

namespace eventscope {

/// One header as it stood on the wire. Names may repeat; a null value differs from an empty one.
struct Header {
    std::string_view name;
    std::optional<std::string_view> value;

    friend bool operator==(const Header&, const Header&) = default;
};

using FieldValue = std::variant<std::int64_t, std::uint64_t, double, bool, std::string_view>;

/// One field that a connector adds, under a name of its manifest.
struct Field {
    std::string_view name;
    FieldValue value;

    friend bool operator==(const Field&, const Field&) = default;
};

/// An event on its way in: everything by view, valid only for the call that it is passed to.
/// Empty texts are absent; where empty and absent differ, the member is optional.
struct IncomingEvent {
    EventKind kind = EventKind::Message;
    std::string_view channel;
    std::optional<std::int32_t> partition;
    std::optional<std::int64_t> offset;
    std::optional<WallTime> eventTime;
    std::optional<WallTime> observedTime; ///< where the sink shall not stamp it, such as on import
    std::string_view producer;
    std::optional<std::uint32_t> epoch;
    std::optional<std::uint64_t> sequence;
    std::optional<std::string_view> key; ///< bytes; not always text
    std::string_view id;
    std::string_view source;
    std::string_view type;
    std::string_view subject;
    std::string_view contentType;
    std::string_view correlation;
    std::string_view causation;
    std::string_view traceparent;
    std::span<const Header> headers;
    std::span<const Field> fields;
    std::optional<std::string_view> payload; ///< bytes; nullopt = tombstone
};

} // namespace eventscope
