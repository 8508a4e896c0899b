// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "app/commands/event_format.h"

namespace eventscope::app::commands {

/// A table with a header line; the columns are the keys of the JSON Lines form. Bytes that are no plain text stand in
/// `key_base64` and `data_base64`, so nothing is lost on the way back.
class CsvFormat final : public EventFormat {
public:
    void begin(std::string& to) override;
    void append(std::string& to, const EventView& event, const Names& names) override;
    [[nodiscard]] static std::span<const std::string_view> columns();

private:
    std::string m_line;
};

} // namespace eventscope::app::commands
