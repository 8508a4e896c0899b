// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/timed_payload.h"

#include <charconv>
#include <chrono>
#include <cstdint>

namespace eventscope::bench {
namespace {

constexpr std::string_view Head = R"({"sent":)";
constexpr std::string_view Middle = R"(,"text":")";
constexpr std::string_view Tail = R"("})";
constexpr std::size_t Digits = 19; // nanoseconds since 1970, from 2001 to 2286

} // namespace

TimedPayload::TimedPayload(std::size_t bytes)
    : m_text(std::string(Head) + std::string(Digits, '0') + std::string(Middle))
{
    m_text.append(bytes - m_text.size() - Tail.size(), 'x');
    m_text.append(Tail);
}

const std::string& TimedPayload::stamped()
{
    const std::int64_t now = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
    char* const begin = m_text.data() + Head.size();
    std::to_chars(begin, begin + Digits, now);
    return m_text;
}

std::optional<WallTime> TimedPayload::sentTime(std::string_view payload)
{
    if (!payload.starts_with(Head) || payload.size() < Head.size() + Digits)
        return std::nullopt;
    const char* const begin = payload.data() + Head.size();
    std::int64_t sent = 0;
    if (std::from_chars(begin, begin + Digits, sent).ec != std::errc())
        return std::nullopt;
    return WallTime(std::chrono::nanoseconds(sent));
}

} // namespace eventscope::bench
