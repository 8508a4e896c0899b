// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/event_batch.h"
#include "broker/event/names.h"
#include "broker/event/result.h"
#include "broker/event/text_store.h"

namespace eventscope {

/// Appends the event as one line of the JSON Lines form, the line feed included. The form is part of the command
/// line's contract: fixed key order, absent where unknown, exactly one payload key. What parseJsonLine reads back is
/// written byte-identical.
void appendJsonLine(std::string& to, const EventView& event, const Names& names);

/// One line that was read. Movable; `event` looks into `line` and the stores, which move with it.
struct JsonLine {
    IncomingEvent event;
    std::optional<Position> position;
    std::string_view connection;

    std::unique_ptr<std::string> line;
    std::unique_ptr<TextStore> texts;
    std::vector<Header> headers;
    std::vector<Field> fields;
};

/// Reads one line. Error: Fault::Invalid; `what` names the key or the byte, and what was expected there.
[[nodiscard]] Result<JsonLine> parseJsonLine(std::string_view line);

} // namespace eventscope
