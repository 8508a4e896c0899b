// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/text.h"

namespace eventscope::inspect {
namespace {

/// Characters that hide, reorder or end a line: nothing of them may reach the screen as itself.
QChar visible(QChar character)
{
    const auto code = character.unicode();
    if (code == u'\n' || code == 0x2028 || code == 0x2029)
        return QChar(u'\u23CE'); // return symbol
    if (code == u'\t')
        return QChar(u'\u21E5'); // tab symbol
    if (code < 0x20)
        return QChar(static_cast<char16_t>(0x2400 + code)); // the control pictures stand in the order of C0
    if (code == 0x7F)
        return QChar(u'\u2421');
    const bool isC1 = code >= 0x80 && code <= 0x9F;
    const bool isBidi = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E
        || code == 0x200F || code == 0x061C;
    const bool isInvisible = code == 0x200B || code == 0x2060 || code == 0xFEFF;
    return isC1 || isBidi || isInvisible ? QChar(u'\u2425') : character;
}

} // namespace

QString toDisplayText(std::string_view utf8, qsizetype maxLength)
{
    // A character has at most four bytes: no more of a large payload is decoded than can be shown.
    const auto worst = static_cast<std::size_t>(maxLength < 0 ? 0 : maxLength) * 4 + 4;
    const bool isCut = utf8.size() > worst;
    auto text = toText(isCut ? utf8.substr(0, worst) : utf8);
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    const bool isLonger = isCut || text.size() > maxLength;
    if (isLonger) {
        text.truncate(maxLength > 0 ? maxLength - 1 : 0);
        if (!text.isEmpty() && text.back().isHighSurrogate())
            text.chop(1);
    }
    for (auto& character : text)
        character = visible(character);
    return isLonger ? QString(text + QChar(u'\u2026')) : text;
}

} // namespace eventscope::inspect
