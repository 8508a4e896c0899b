// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/text_operations.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "broker/expression/strict.h"
#include "broker/expression/text_points.h"

namespace eventscope::expression {
namespace {

/// Room for a text that a function makes; nullptr, and the frame has failed, where it would be too large.
char* room(Frame& frame, std::size_t bytes)
{
    if (bytes <= Scratch::MaxTextBytes)
        return frame.scratch.allocate(bytes);
    frame.fail("A text of more than 16 MiB would result");
    return nullptr;
}

char* append(char* to, std::string_view text)
{
    if (!text.empty())
        std::memcpy(to, text.data(), text.size());
    return to + text.size();
}

std::string_view points(std::string_view text, std::int64_t first, std::int64_t count)
{
    text.remove_prefix(byteOfPoint(text, first));
    return text.substr(0, byteOfPoint(text, count));
}

/// The number of the first code point of `part` in `whole`, from 1; 0 where it is not there.
std::int64_t positionOf(std::string_view whole, std::string_view part)
{
    const auto at = whole.find(part);
    return at == std::string_view::npos ? 0 : countPoints(whole.substr(0, at)) + 1;
}

/// Pads or cuts to `length` code points. Flink gives NULL for a negative length and an empty pad.
template <bool isLeft> void pad(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto text = at[0].text;
    const auto length = at[1].integer;
    const auto filler = at[2].text;
    if (length < 0 || filler.empty()) {
        at->setNull();
        return;
    }
    const auto missing = length - countPoints(text);
    if (missing <= 0) {
        at->setText(points(text, 0, length));
        return;
    }
    const auto fillerPoints = std::max<std::int64_t>(countPoints(filler), 1);
    if (missing / fillerPoints > static_cast<std::int64_t>(Scratch::MaxTextBytes)) {
        frame.fail("A text of more than 16 MiB would result");
        return;
    }
    const auto tail = points(filler, 0, missing % fillerPoints);
    const auto repeats = static_cast<std::size_t>(missing / fillerPoints);
    const auto size = text.size() + repeats * filler.size() + tail.size();
    auto* const bytes = room(frame, size);
    if (bytes == nullptr)
        return;
    auto* to = isLeft ? bytes : append(bytes, text);
    for (std::size_t i = 0; i < repeats; ++i)
        to = append(to, filler);
    to = append(to, tail);
    if (isLeft)
        append(to, text);
    at->setText({bytes, size});
}

} // namespace

void textLength(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setInteger(countPoints(at->text));
}

void subText(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto text = at[0].text;
    auto start = at[1].integer;
    const auto length = with.count > 2 ? at[2].integer : static_cast<std::int64_t>(text.size());
    if (length < 0) {
        at->setNull();
        return;
    }
    if (start > 0)
        --start;
    else if (start < 0)
        start += countPoints(text);
    at->setText(start < 0 ? std::string_view() : points(text, start, length));
}

void leftText(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setText(points(at[0].text, 0, std::max<std::int64_t>(at[1].integer, 0)));
}

void rightText(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto count = std::max<std::int64_t>(at[1].integer, 0);
    const auto skipped = std::max<std::int64_t>(countPoints(at[0].text) - count, 0);
    at->setText(at[0].text.substr(count == 0 ? at[0].text.size() : byteOfPoint(at[0].text, skipped)));
}

void trimText(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    auto text = at[0].text;
    const auto isTrimmed = [characters = at[1].text](
                               std::string_view point) { return characters.find(point) != std::string_view::npos; };
    while ((with.shape[0] & 1) != 0 && !text.empty()) {
        const auto first = text.substr(0, byteOfPoint(text, 1));
        if (!isTrimmed(first))
            break;
        text.remove_prefix(first.size());
    }
    while ((with.shape[0] & 2) != 0 && !text.empty()) {
        auto start = text.size() - 1;
        while (start > 0 && !isPointStart(text[start]))
            --start;
        if (!isTrimmed(text.substr(start)))
            break;
        text = text.substr(0, start);
    }
    at->setText(text);
}

void positionInText(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setInteger(positionOf(at[1].text, at[0].text));
}

void positionOfText(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setInteger(positionOf(at[0].text, at[1].text));
}

void replaceText(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto text = at[0].text;
    const auto old = at[1].text;
    const auto fresh = at[2].text;
    std::size_t hits = 0;
    for (auto found = text.find(old); !old.empty() && found != std::string_view::npos;
         found = text.find(old, found + old.size()))
        ++hits;
    if (hits == 0)
        return; // at[0] is the result as it is
    const auto size = text.size() + hits * fresh.size() - hits * old.size();
    auto* const bytes = room(frame, size);
    if (bytes == nullptr)
        return;
    auto* to = bytes;
    std::size_t start = 0;
    for (auto found = text.find(old); found != std::string_view::npos; found = text.find(old, start)) {
        to = append(append(to, text.substr(start, found - start)), fresh);
        start = found + old.size();
    }
    append(to, text.substr(start));
    at->setText({bytes, size});
}

void joinTexts(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    std::size_t size = 0;
    for (std::uint32_t i = 0; i < with.count; ++i)
        size += at[i].text.size();
    auto* const bytes = room(frame, size);
    if (bytes == nullptr)
        return;
    auto* to = bytes;
    for (std::uint32_t i = 0; i < with.count; ++i)
        to = append(to, at[i].text);
    at->setText({bytes, size});
}

void joinTextsWithSeparator(Frame& frame, Value* at, const Instruction& with)
{
    if (at[0].isNull)
        return;
    const auto separator = at[0].text;
    std::size_t size = 0;
    for (std::uint32_t i = 1; i < with.count; ++i)
        size += at[i].isNull ? 0 : at[i].text.size() + separator.size();
    auto* const bytes = room(frame, size);
    if (bytes == nullptr)
        return;
    auto* to = bytes;
    bool isFirst = true;
    for (std::uint32_t i = 1; i < with.count; ++i) {
        if (at[i].isNull)
            continue;
        to = append(isFirst ? to : append(to, separator), at[i].text);
        isFirst = false;
    }
    at->setText({bytes, static_cast<std::size_t>(to - bytes)});
}

void padLeft(Frame& frame, Value* at, const Instruction& with) { pad<true>(frame, at, with); }
void padRight(Frame& frame, Value* at, const Instruction& with) { pad<false>(frame, at, with); }

void repeatText(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto text = at[0].text;
    const auto times = std::max<std::int64_t>(at[1].integer, 0);
    if (!text.empty() && times > static_cast<std::int64_t>(Scratch::MaxTextBytes)) {
        frame.fail("A text of more than 16 MiB would result");
        return;
    }
    const auto size = text.empty() ? 0 : text.size() * static_cast<std::size_t>(times);
    auto* const bytes = room(frame, size);
    if (bytes == nullptr)
        return;
    auto* to = bytes;
    while (to != bytes + size)
        to = append(to, text);
    at->setText({bytes, size});
}

void reverseText(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto text = at->text;
    auto* const bytes = frame.scratch.allocate(text.size());
    auto* to = bytes + text.size();
    for (std::size_t start = 0; start < text.size();) {
        const auto size = byteOfPoint(text.substr(start), 1);
        to -= size;
        append(to, text.substr(start, size));
        start += size;
    }
    at->setText({bytes, text.size()});
}

void textStartsWith(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBoolean(at[0].text.starts_with(at[1].text));
}

void textEndsWith(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBoolean(at[0].text.ends_with(at[1].text));
}

void splitIndex(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    auto text = at[0].text;
    const auto separator = at[1].text;
    auto index = at[2].integer;
    while (index >= 0 && !separator.empty()) {
        const auto end = text.find(separator);
        if (index == 0) {
            at->setText(text.substr(0, end));
            return;
        }
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + separator.size());
        --index;
    }
    at->setNull();
}

} // namespace eventscope::expression
