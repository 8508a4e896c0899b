// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace eventscope::app::commands {

/// Whether the bytes are valid UTF-8 without characters that steer a terminal or the direction of text. Tabs and line
/// feeds are allowed.
[[nodiscard]] bool isPlainText(std::string_view bytes);

/// Whether the bytes are valid UTF-8.
[[nodiscard]] bool isUtf8(std::string_view bytes);

/// The bytes as they may be shown on a terminal: control and bidirectional characters and bytes that are no UTF-8
/// become visible escapes such as `\x1B` or `\u202E`. At most `limit` bytes are read; what is cut is said.
[[nodiscard]] std::string safeText(std::string_view bytes, std::size_t limit = std::string_view::npos);

} // namespace eventscope::app::commands
