// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_headers.h"

#include <cstdlib>
#include <cstring>

namespace eventscope::nats {
namespace {

constexpr std::string_view Version = "NATS/1.0";
constexpr std::string_view LineEnd = "\r\n";
constexpr std::ptrdiff_t MaxBlockBytes = std::ptrdiff_t{8} << 20;

bool isLayoutKnown()
{
    static const bool isKnown = std::string_view(nats_GetVersion()) == "3.4.1";
    return isKnown;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// The bytes between subject or reply and data: the header block, empty where there is none.
std::string_view blockOf(natsMsg* message)
{
    const char* subject = natsMsg_GetSubject(message);
    const char* reply = natsMsg_GetReply(message);
    const char* last = reply != nullptr ? reply : subject;
    const char* begin = last + std::strlen(last) + 1;
    const char* data = natsMsg_GetData(message);
    const auto size = data - begin;
    if (size <= 0 || size > MaxBlockBytes)
        return {};
    return {begin, static_cast<std::size_t>(size)};
}

void readByName(natsMsg* message, MessageHeaders& to, TextStore& texts)
{
    const char** names = nullptr;
    int nameCount = 0;
    if (natsMsgHeader_Keys(message, &names, &nameCount) != NATS_OK)
        return;
    for (int at = 0; at < nameCount; ++at) {
        const char** values = nullptr;
        int valueCount = 0;
        if (natsMsgHeader_Values(message, names[at], &values, &valueCount) != NATS_OK)
            continue;
        const auto name = texts.keep(names[at]);
        for (int value = 0; value < valueCount; ++value) {
            const auto text = texts.keep(values[value]);
            if (name == "Status")
                to.status = text;
            else
                to.headers.push_back({name, text});
        }
        std::free(static_cast<void*>(values));
    }
    std::free(static_cast<void*>(names));
}

} // namespace

bool parseHeaderBlock(std::string_view block, MessageHeaders& to)
{
    to.headers.clear();
    to.status = {};
    if (!block.starts_with(Version))
        return false;
    const auto firstEnd = block.find(LineEnd);
    if (firstEnd == std::string_view::npos)
        return false;
    const auto inlineStatus = trimmed(block.substr(Version.size(), firstEnd - Version.size()));
    to.status = inlineStatus.substr(0, inlineStatus.find(' '));
    block.remove_prefix(firstEnd + LineEnd.size());
    while (true) {
        const auto end = block.find(LineEnd);
        if (end == 0)
            return true;
        const auto line = block.substr(0, end);
        const auto colon = line.find(':');
        if (end == std::string_view::npos || colon == std::string_view::npos || colon == 0) {
            to.headers.clear();
            to.status = {};
            return false;
        }
        to.headers.push_back({line.substr(0, colon), trimmed(line.substr(colon + 1))});
        block.remove_prefix(end + LineEnd.size());
    }
}

void readHeaders(natsMsg* message, MessageHeaders& to, TextStore& texts)
{
    to.headers.clear();
    to.status = {};
    if (isLayoutKnown()) {
        const auto block = blockOf(message);
        if (block.empty() || parseHeaderBlock(block, to))
            return;
    }
    readByName(message, to, texts);
}

} // namespace eventscope::nats
