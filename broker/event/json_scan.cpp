// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/json_scan.h"

#include <bitset>
#include <charconv>
#include <cstring>

#include "broker/event/json_bytes.h"
#include "broker/event/utf8.h"

namespace eventscope {
namespace {

using json::plainRun;
using json::readHex;

std::string_view viewOf(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

const char* skipSpace(const char* p, const char* end)
{
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
        ++p;
    return p;
}

/// The end of an escape whose backslash is at `p`; null where it is none.
const char* skipEscape(const char* p, const char* end)
{
    if (end - p < 2)
        return nullptr;
    if (p[1] == 'u')
        return readHex(viewOf(p + 2, end)) ? p + 6 : nullptr;
    return std::strchr("\"\\/bfnrt", p[1]) != nullptr && p[1] != '\0' ? p + 2 : nullptr;
}

/// All skip functions: the end of the thing that begins at `p`, null where it is broken. Here `p` is behind the quote.
const char* skipString(const char* p, const char* end)
{
    while (true) {
        p += plainRun(p, end);
        if (p == end)
            return nullptr;
        if (*p == '"')
            return p + 1;
        if (*p == '\\') {
            p = skipEscape(p, end);
            if (p == nullptr)
                return nullptr;
            continue;
        }
        const auto size = static_cast<unsigned char>(*p) < 0x80 ? 0 : utf8SequenceSize(viewOf(p, end));
        if (size == 0)
            return nullptr;
        p += size;
    }
}

const char* skipDigits(const char* p, const char* end)
{
    if (p == end || !isDigit(*p))
        return nullptr;
    while (p < end && isDigit(*p))
        ++p;
    return p;
}

const char* skipNumber(const char* p, const char* end)
{
    if (*p == '-')
        ++p;
    p = p < end && *p == '0' ? p + 1 : skipDigits(p, end);
    if (p != nullptr && p < end && *p == '.')
        p = skipDigits(p + 1, end);
    if (p != nullptr && p < end && (*p == 'e' || *p == 'E')) {
        ++p;
        if (p < end && (*p == '+' || *p == '-'))
            ++p;
        p = skipDigits(p, end);
    }
    return p;
}

const char* skipWord(const char* p, const char* end, std::string_view word)
{
    return viewOf(p, end).starts_with(word) ? p + word.size() : nullptr;
}

const char* skipScalar(const char* p, const char* end)
{
    switch (*p) {
    case '"':
        return skipString(p + 1, end);
    case 't':
        return skipWord(p, end, "true");
    case 'f':
        return skipWord(p, end, "false");
    case 'n':
        return skipWord(p, end, "null");
    default:
        return skipNumber(p, end);
    }
}

/// Where a member's name ends and its value begins; both null where that is broken.
struct NamedValue {
    const char* nameEnd = nullptr;
    const char* value = nullptr;
};

NamedValue findValue(const char* p, const char* end)
{
    if (p == end || *p != '"')
        return {};
    const char* const nameEnd = skipString(p + 1, end);
    if (nameEnd == nullptr)
        return {};
    p = skipSpace(nameEnd, end);
    if (p == end || *p != ':')
        return {};
    return {nameEnd, skipSpace(p + 1, end)};
}

const char* skipName(const char* p, const char* end) { return findValue(p, end).value; }

const char* skipValue(const char* p, const char* end)
{
    std::bitset<MaxJsonDepth> objects; // which of the open levels are objects
    std::size_t depth = 0;
    while (p != nullptr && p < end) {
        if (*p == '{' || *p == '[') {
            const bool isObject = *p == '{';
            if (depth == MaxJsonDepth)
                return nullptr;
            objects[depth++] = isObject;
            p = skipSpace(p + 1, end);
            if (p == end)
                return nullptr;
            if (*p != (isObject ? '}' : ']')) {
                if (isObject)
                    p = skipName(p, end);
                continue;
            }
            ++p;
            --depth;
        } else {
            p = skipScalar(p, end);
        }
        while (true) { // behind a value: close what ends here, or go on to the next
            if (p == nullptr || depth == 0)
                return p;
            p = skipSpace(p, end);
            const bool isObject = objects[depth - 1];
            if (p < end && *p == ',') {
                p = skipSpace(p + 1, end);
                if (isObject)
                    p = skipName(p, end);
                break;
            }
            if (p == end || *p != (isObject ? '}' : ']'))
                return nullptr;
            ++p;
            --depth;
        }
    }
    return nullptr;
}

JsonKind kindOf(char first)
{
    switch (first) {
    case '{':
        return JsonKind::Object;
    case '[':
        return JsonKind::Array;
    case '"':
        return JsonKind::String;
    case 't':
        return JsonKind::True;
    case 'f':
        return JsonKind::False;
    case 'n':
        return JsonKind::Null;
    default:
        return JsonKind::Number;
    }
}

/// The value of the named member of the object that begins at `p`; null where there is none.
const char* findMember(const char* p, const char* end, std::string_view name)
{
    p = skipSpace(p + 1, end);
    while (p != nullptr && p < end) {
        const auto member = findValue(p, end);
        if (member.value == nullptr)
            return nullptr;
        if (isJsonString(viewOf(p, member.nameEnd), name))
            return member.value;
        p = skipValue(member.value, end);
        if (p == nullptr)
            return nullptr;
        p = skipSpace(p, end);
        if (p == end || *p != ',')
            return nullptr;
        p = skipSpace(p + 1, end);
    }
    return nullptr;
}

/// The element of the array that begins at `p`; null where there is none.
const char* findElement(const char* p, const char* end, std::string_view step)
{
    std::size_t index = 0;
    const auto read = std::from_chars(step.data(), step.data() + step.size(), index);
    if (read.ec != std::errc() || read.ptr != step.data() + step.size())
        return nullptr;
    p = skipSpace(p + 1, end);
    for (; index > 0; --index) {
        p = skipValue(p, end);
        if (p == nullptr)
            return nullptr;
        p = skipSpace(p, end);
        if (p == end || *p != ',')
            return nullptr;
        p = skipSpace(p + 1, end);
    }
    return p;
}

} // namespace

bool isValidJson(std::string_view text)
{
    const char* const end = text.data() + text.size();
    const char* const begin = skipSpace(text.data(), end);
    if (begin == end)
        return false;
    const char* const behind = skipValue(begin, end);
    return behind != nullptr && skipSpace(behind, end) == end;
}

std::optional<JsonValue> findJsonPath(std::string_view json, std::span<const std::string> steps)
{
    const char* const end = json.data() + json.size();
    const char* p = skipSpace(json.data(), end);
    for (const auto& step : steps) {
        if (p == nullptr || p == end)
            return std::nullopt;
        if (*p == '{')
            p = findMember(p, end, step);
        else if (*p == '[')
            p = findElement(p, end, step);
        else
            return std::nullopt;
    }
    if (p == nullptr || p == end)
        return std::nullopt;
    const char* const behind = skipValue(p, end);
    if (behind == nullptr)
        return std::nullopt;
    return JsonValue{kindOf(*p), viewOf(p, behind)};
}

JsonWalker::JsonWalker(std::string_view json)
    : m_json(json)
{
    skipSpace();
    m_isObject = isAt('{');
    if (m_isObject || isAt('['))
        ++m_offset;
    else
        m_state = State::Failed;
}

void JsonWalker::skipSpace()
{
    const char* const end = m_json.data() + m_json.size();
    m_offset = static_cast<std::size_t>(eventscope::skipSpace(m_json.data() + m_offset, end) - m_json.data());
}

std::optional<JsonMember> JsonWalker::fail()
{
    m_state = State::Failed;
    return std::nullopt;
}

void JsonWalker::close()
{
    ++m_offset;
    skipSpace();
    m_state = m_offset == m_json.size() ? State::Ended : State::Failed;
}

std::optional<JsonMember> JsonWalker::next()
{
    if (m_state == State::Ended || m_state == State::Failed)
        return std::nullopt;
    skipSpace();
    if (isAt(m_isObject ? '}' : ']')) {
        close();
        return std::nullopt;
    }
    if (m_state == State::Further) {
        if (!isAt(','))
            return fail();
        ++m_offset;
        skipSpace();
    }
    m_state = State::Further;
    const char* const begin = m_json.data() + m_offset;
    const char* const end = m_json.data() + m_json.size();
    const auto named = m_isObject ? findValue(begin, end) : NamedValue{begin, begin};
    const char* const behind = named.value == nullptr ? nullptr : skipValue(named.value, end);
    if (behind == nullptr)
        return fail();
    m_offset = static_cast<std::size_t>(behind - m_json.data());
    return JsonMember{viewOf(begin, named.nameEnd), {kindOf(*named.value), viewOf(named.value, behind)}};
}

} // namespace eventscope
