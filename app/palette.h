// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

class QApplication;

namespace eventscope::app {

/// Which colours the window has.
enum class PaletteChoice { System, Light, Dark };

/// The two palettes. Text on its background reaches WCAG 2.1 AA (4.5:1) for every enabled role. Beside their usual
/// meaning, `BrightText` is the colour of problems and `Link` that of things to click.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();
[[nodiscard]] bool isDark(const QPalette& palette);

/// Sets style and palette of the whole program; may be called again at any time. `System` follows what the desktop
/// says.
void applyPalette(QApplication& application, PaletteChoice choice);

/// Contrast of two opaque colours as WCAG 2.1 defines it, from 1 to 21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

/// Makes the compiled-in icons known. Call once, before tintedIcon.
void loadResources();

/// The drawing `resources/icons/NAME.svg` in the text colour of the palette, paler where disabled. An empty icon for a
/// name that does not exist.
[[nodiscard]] QIcon tintedIcon(const QString& name, const QPalette& palette);

} // namespace eventscope::app
