// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <algorithm>

#include "inspectors/inspector/field_text.h"

namespace eventscope::inspect {

/// A name of the filter language: in backquotes unless it is made of letters, digits and _, no digit first.
[[nodiscard]] inline QString quotedName(QString name)
{
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_'; };
    const auto isPart = [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9'); };
    if (!name.isEmpty() && isLetter(name.front()) && std::all_of(name.cbegin(), name.cend(), isPart))
        return name;
    return QLatin1Char('`') + name.replace(QLatin1Char('`'), QStringLiteral("``")) + QLatin1Char('`');
}

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
