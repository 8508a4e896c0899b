// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/json_bytes.h"
#include "broker/event/json_scan.h"
#include "broker/event/utf8.h"

namespace eventscope {
namespace {

using json::readHex;

/// Takes the escape at the front of `rest` and writes what it means.
std::size_t takeEscape(std::string_view& rest, char (&to)[4])
{
    if (rest.size() >= 2 && rest[1] != 'u') {
        constexpr std::string_view Names = "bfnrt";
        constexpr std::string_view Meanings = "\b\f\n\r\t";
        const auto known = Names.find(rest[1]);
        to[0] = known == std::string_view::npos ? rest[1] : Meanings[known];
        rest.remove_prefix(2);
        return 1;
    }
    auto unit = readHex(rest.size() > 2 ? rest.substr(2) : std::string_view());
    if (!unit) { // only where the text was never checked
        to[0] = rest.front();
        rest.remove_prefix(1);
        return 1;
    }
    rest.remove_prefix(6);
    if (*unit >= 0xD800U && *unit < 0xDC00U && rest.starts_with("\\u")) {
        const auto low = readHex(rest.substr(2));
        if (low && *low >= 0xDC00U && *low < 0xE000U) {
            unit = 0x10000U + ((*unit - 0xD800U) << 10U) + (*low - 0xDC00U);
            rest.remove_prefix(6);
        }
    }
    return encodeUtf8(*unit, to);
}

void appendEscaped(std::string& to, char c)
{
    constexpr std::string_view Meanings = "\"\\\b\f\n\r\t";
    constexpr std::string_view Names = "\"\\bfnrt";
    if (const auto known = Meanings.find(c); known != std::string_view::npos) {
        to.push_back('\\');
        to.push_back(Names[known]);
        return;
    }
    constexpr std::string_view Digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    to.append("\\u00");
    to.push_back(Digits[byte >> 4U]);
    to.push_back(Digits[byte & 0xFU]);
}

bool isRawString(std::string_view raw) { return raw.size() >= 2 && raw.front() == '"' && raw.back() == '"'; }

} // namespace

std::string decodeJsonString(std::string_view rawWithQuotes)
{
    if (!isRawString(rawWithQuotes))
        return std::string(rawWithQuotes);
    auto rest = rawWithQuotes.substr(1, rawWithQuotes.size() - 2);
    std::string text;
    text.reserve(rest.size());
    while (!rest.empty()) {
        const auto escape = rest.find('\\');
        text.append(rest.substr(0, escape));
        if (escape == std::string_view::npos)
            break;
        rest.remove_prefix(escape);
        char decoded[4];
        const auto size = takeEscape(rest, decoded);
        text.append(decoded, size);
    }
    return text;
}

bool isJsonString(std::string_view rawWithQuotes, std::string_view text)
{
    if (!isRawString(rawWithQuotes))
        return false;
    auto rest = rawWithQuotes.substr(1, rawWithQuotes.size() - 2);
    while (true) {
        const auto escape = rest.find('\\');
        const auto plain = rest.substr(0, escape);
        if (!text.starts_with(plain))
            return false;
        text.remove_prefix(plain.size());
        if (escape == std::string_view::npos)
            return text.empty();
        rest.remove_prefix(escape);
        char decoded[4];
        const std::string_view meant(decoded, takeEscape(rest, decoded));
        if (!text.starts_with(meant))
            return false;
        text.remove_prefix(meant.size());
    }
}

void appendJsonString(std::string& to, std::string_view text)
{
    to.push_back('"');
    const char* p = text.data();
    const char* const end = p + text.size();
    while (true) {
        const auto plain = json::plainRun(p, end);
        to.append(p, plain);
        p += plain;
        if (p == end)
            break;
        const auto byte = static_cast<unsigned char>(*p);
        if (byte >= 0x80) {
            const auto size = utf8SequenceSize({p, static_cast<std::size_t>(end - p)});
            if (size == 0)
                to.append(ReplacementCharacter);
            else
                to.append(p, size);
            p += size == 0 ? 1 : size;
            continue;
        }
        appendEscaped(to, *p);
        ++p;
    }
    to.push_back('"');
}

} // namespace eventscope
