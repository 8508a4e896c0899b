// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/event_format.h"

namespace eventscope::app::commands {

/// A line for people: time, channel, key, type, size, payload. Characters that steer a terminal are always escaped, a
/// long payload is cut and says so.
class TextFormat final : public EventFormat {
public:
    static constexpr std::size_t PayloadLimit = 1000; ///< bytes that are shown

    explicit TextFormat(Look look)
        : m_hasColours(look.hasColours)
    {
    }

    void append(std::string& to, const EventView& event, const Names& names) override;

private:
    void appendColoured(std::string& to, std::string_view colour, std::string_view text) const;

    bool m_hasColours;
};

/// What a gap says, as one sentence; for events of kind Gap.
[[nodiscard]] std::string gapSentence(const EventView& gap, const Names& names);

} // namespace eventscope::app::commands
