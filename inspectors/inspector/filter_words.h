// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "inspectors/inspector/field_text.h"

namespace eventscope::inspect {

/// A pattern for LIKE that stands for every text with that beginning, with its ESCAPE where it needs one.
[[nodiscard]] inline QString likeBeginning(QString beginning)
{
    const bool needsEscape = beginning.contains(QLatin1Char('%')) || beginning.contains(QLatin1Char('_'))
        || beginning.contains(QLatin1Char('!'));
    if (!needsEscape)
        return QStringLiteral("LIKE ") + quoted(beginning + QLatin1Char('%'));
    for (const auto special : {QLatin1Char('!'), QLatin1Char('%'), QLatin1Char('_')})
        beginning.replace(special, QString(QLatin1Char('!') + QString(special)));
    return QStringLiteral("LIKE ") + quoted(beginning + QLatin1Char('%')) + QStringLiteral(" ESCAPE '!'");
}

/// A tool tip that shows the text as it is: Qt guesses, and would take tags in it for markup.
[[nodiscard]] inline QString plainToolTip(const QString& text)
{
    return text.isEmpty() ? QString()
                          : QString(QStringLiteral("<qt>") + text.toHtmlEscaped() + QStringLiteral("</qt>"));
}

} // namespace eventscope::inspect
