// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace eventscope::inspect {

/// The one border between the engine's UTF-8 and Qt's text. Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] inline QString toText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

[[nodiscard]] inline std::string toUtf8(const QString& text) { return text.toStdString(); }

/// Text of strangers made safe for the screen and the clipboard: control characters (C0, C1, DEL) and bidirectional
/// overrides and isolates are replaced by visible symbols, line breaks by a return symbol, and what is longer than
/// `maxLength` is cut with an ellipsis.
[[nodiscard]] QString toDisplayText(std::string_view utf8, qsizetype maxLength = 1000);

} // namespace eventscope::inspect
