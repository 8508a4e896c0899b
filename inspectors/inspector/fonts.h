// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontDatabase>

namespace eventscope::inspect {

/// The fixed font of the desktop in the size of the program: only the family is set, so that it grows with the text.
[[nodiscard]] inline QFont monospaced()
{
    const auto fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    QFont font;
    font.setFamilies(fixed.families().isEmpty() ? QStringList{fixed.family()} : fixed.families());
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

} // namespace eventscope::inspect
