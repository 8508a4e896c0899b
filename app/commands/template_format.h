// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <variant>
#include <vector>

#include "app/commands/event_format.h"

namespace eventscope::app::commands {

/// A template as kcat has it: `%t` channel, `%k` key, `%s` payload, `%p` partition, `%o` offset, `%T` time, `%h`
/// headers, `%S` size of the payload, `%%`; and `\n`, `\r`, `\t`, `\\`, `\0`, `\xHH`. What an event has not is
/// nothing; the size of a tombstone is -1. On a terminal characters that steer it are escaped.
class TemplateFormat final : public EventFormat {
public:
    /// Error: Invalid; names the place and the known letters.
    [[nodiscard]] static Result<std::unique_ptr<TemplateFormat>> parse(std::string_view text, Look look);

    void append(std::string& to, const EventView& event, const Names& names) override;

private:
    using Piece = std::variant<std::string, char>; ///< a text, or the letter of a value

    void appendValue(std::string& to, char letter, const EventView& event, const Names& names) const;
    void appendText(std::string& to, std::string_view text) const;

    std::vector<Piece> m_pieces;
    bool m_isTerminal = false;
};

} // namespace eventscope::app::commands
