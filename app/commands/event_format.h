// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "broker/event/event_batch.h"
#include "broker/event/names.h"
#include "broker/event/result.h"

namespace eventscope::app::commands {

/// How events are printed: `-F`. Thread: one at a time.
class EventFormat {
public:
    /// Where the text goes to.
    struct Look {
        bool isTerminal = false;
        bool hasColours = false;
    };

    EventFormat() = default;
    EventFormat(const EventFormat&) = delete;
    EventFormat& operator=(const EventFormat&) = delete;
    virtual ~EventFormat() = default;

    virtual void begin(std::string& /*to*/) { }
    virtual void append(std::string& to, const EventView& event, const Names& names) = 0;
    virtual void end(std::string& /*to*/) { }
    /// Events that the form could not carry whole, and why; 0 for the forms that can.
    [[nodiscard]] virtual std::uint64_t unfaithfulEvents() const { return 0; }
    [[nodiscard]] virtual std::string_view whyUnfaithful() const { return {}; }
};

/// `text`, `json`, `cloudevents`, `csv`, `kcat`, `kubernetes`, or a template with `%` in it. An empty name is text on a
/// terminal, else JSON Lines. Error: Invalid; names the nearest form, or the place in the template.
[[nodiscard]] Result<std::unique_ptr<EventFormat>> makeEventFormat(std::string_view name, EventFormat::Look look);

} // namespace eventscope::app::commands
