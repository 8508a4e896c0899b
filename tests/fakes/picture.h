// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QString>
#include <QWidget>

namespace eventscope::fakes {

/// Renders a widget offscreen into `EVENTSCOPE_PICTURE_DIR/NAME.png`, for people to look at. False when it cannot be
/// written. EVENTSCOPE_PICTURE_DIR is defined by eventscope_test.
inline bool takePicture(QWidget& widget, const QString& name)
{
    const QString folder = QStringLiteral(EVENTSCOPE_PICTURE_DIR);
    QDir().mkpath(folder);
    QCoreApplication::processEvents(); // layouts follow their texts later
    return widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

} // namespace eventscope::fakes
