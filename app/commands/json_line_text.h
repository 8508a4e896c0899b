// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace eventscope::app::commands {

/// Writes a line of the JSON Lines form member by member; `appendJsonLine` and its reader know the keys.
class JsonLineText {
public:
    /// A member whose value is JSON already.
    void addJson(std::string_view name, std::string_view json);
    /// A member whose value is a text; bytes that are no UTF-8 are replaced.
    void addText(std::string_view name, std::string_view text);
    /// Bytes, whatever they are, under a name that ends with `_base64`.
    void addBytes(std::string_view name, std::string_view bytes);

    [[nodiscard]] std::string take();

private:
    void addName(std::string_view name);

    std::string m_text = "{";
};

} // namespace eventscope::app::commands
