// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "broker/event/error.h"
#include "broker/event/incoming_event.h"
#include "broker/event/wall_time.h"
#include "broker/plugin/connection_state.h"

namespace eventscope {

/// An interval in which the connector knows that it may not have seen everything.
struct ObserverGap {
    std::string_view channel; ///< empty: every channel of the connection
    WallTime from = NoTime;
    WallTime to = NoTime;
    std::string_view reason; ///< one sentence: what happened and what to change
    std::optional<std::uint64_t> count; ///< lower bound of the events that were missed, where it is known
};

/// Where a connector puts what it sees. Thread: every function from any thread; none of them waits.
class EventSink {
public:
    EventSink() = default;
    EventSink(const EventSink&) = delete;
    EventSink& operator=(const EventSink&) = delete;
    virtual ~EventSink() = default;

    /// Takes events in order and copies them; says how many it took. A connector whose manifest says `can_wait` holds
    /// the rest back, stops reading its source, and offers the rest again after a few milliseconds. From every other
    /// connector all are taken, and what does not fit is counted as lost and recorded as an observer gap by the sink.
    [[nodiscard]] virtual std::size_t publish(std::span<const IncomingEvent> events) = 0;

    /// Records an interval in which events may be missing. It becomes an event of kind Gap.
    virtual void reportGap(const ObserverGap& gap) = 0;

    /// Tells the user how the connection is doing. `error` says why it is down or ended.
    virtual void report(ConnectionState state, const std::optional<Error>& error) = 0;
    void report(ConnectionState state) { report(state, std::nullopt); }
};

} // namespace eventscope
