// SPDX-License-Identifier: GPL-3.0-or-later
#include <QString>

#include <algorithm>

#include "broker/expression/strict.h"
#include "broker/expression/text_operations.h"

namespace eventscope::expression {
namespace {

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char upperChar(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char lowerChar(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

template <char (*change)(char)> void changeAscii(Frame& frame, Value* at)
{
    auto* const bytes = frame.scratch.allocate(at->text.size());
    std::transform(at->text.begin(), at->text.end(), bytes, change);
    at->setText({bytes, at->text.size()});
}

QString decoded(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

void keep(Frame& frame, Value* at, const QString& text)
{
    const auto bytes = text.toUtf8();
    at->setText(frame.scratch.keep({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
}

} // namespace

void upperText(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    if (isAscii(at->text))
        changeAscii<upperChar>(frame, at);
    else
        keep(frame, at, decoded(at->text).toUpper()); // with the letters that become two, such as ß
}

void lowerText(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    if (isAscii(at->text))
        changeAscii<lowerChar>(frame, at);
    else
        keep(frame, at, decoded(at->text).toLower());
}

void capitalText(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    auto text = decoded(at->text).toLower();
    bool isInWord = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isInWord)
            text[i] = text.at(i).toUpper();
        isInWord = text.at(i).isLetterOrNumber();
    }
    keep(frame, at, text);
}

} // namespace eventscope::expression
