// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/wall_time.h"

#include <array>
#include <cstdio>
#include <optional>

namespace eventscope {
namespace {

/// Reads decimal digits from the front of a text.
class DigitReader {
public:
    explicit DigitReader(std::string_view text)
        : m_rest(text)
    {
    }

    [[nodiscard]] std::optional<int> number(std::size_t digits)
    {
        if (m_rest.size() < digits)
            return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (m_rest[i] < '0' || m_rest[i] > '9')
                return std::nullopt;
            value = value * 10 + (m_rest[i] - '0');
        }
        m_rest.remove_prefix(digits);
        return value;
    }

    [[nodiscard]] bool skip(std::string_view oneOf)
    {
        if (m_rest.empty() || oneOf.find(m_rest.front()) == std::string_view::npos)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    [[nodiscard]] char front() const { return m_rest.empty() ? '\0' : m_rest.front(); }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

std::optional<std::chrono::nanoseconds> readFraction(DigitReader& reader)
{
    if (!reader.skip("."))
        return std::chrono::nanoseconds(0);
    std::int64_t value = 0;
    int digits = 0;
    while (const auto digit = reader.number(1)) {
        if (digits < 9)
            value = value * 10 + *digit;
        ++digits;
    }
    if (digits == 0)
        return std::nullopt;
    for (int i = digits; i < 9; ++i)
        value *= 10;
    return std::chrono::nanoseconds(value);
}

std::optional<std::chrono::minutes> readZone(DigitReader& reader)
{
    if (reader.skip("Zz"))
        return std::chrono::minutes(0);
    const bool isWest = reader.front() == '-';
    if (!reader.skip("+-"))
        return std::nullopt;
    const auto hours = reader.number(2);
    if (!hours || !reader.skip(":"))
        return std::nullopt;
    const auto minutes = reader.number(2);
    if (!minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    const auto zone = std::chrono::minutes(*hours * 60 + *minutes);
    return isWest ? -zone : zone;
}

std::optional<WallTime> readTime(std::string_view text)
{
    using namespace std::chrono;
    DigitReader reader(text);
    const auto years = reader.number(4);
    if (!years || !reader.skip("-"))
        return std::nullopt;
    const auto months = reader.number(2);
    if (!months || !reader.skip("-"))
        return std::nullopt;
    const auto days = reader.number(2);
    if (!days || !reader.skip("Tt "))
        return std::nullopt;
    const auto hour = reader.number(2);
    if (!hour || !reader.skip(":"))
        return std::nullopt;
    const auto minute = reader.number(2);
    if (!minute || !reader.skip(":"))
        return std::nullopt;
    const auto second = reader.number(2);
    if (!second || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    const auto fraction = readFraction(reader);
    if (!fraction)
        return std::nullopt;
    const auto zone = readZone(reader);
    const year_month_day date(year(*years), month(static_cast<unsigned>(*months)), day(static_cast<unsigned>(*days)));
    if (!zone || !reader.atEnd() || !date.ok() || *years < 1678 || *years > 2261)
        return std::nullopt;
    const auto whole = sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second) - *zone;
    return WallTime(whole) + *fraction;
}

} // namespace

std::string toRfc3339(WallTime time)
{
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const auto sinceMidnight = time - day;
    const auto seconds = floor<std::chrono::seconds>(sinceMidnight);
    const hh_mm_ss clock(seconds);
    std::array<char, 40> text{};
    const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%09lldZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
        static_cast<long long>((sinceMidnight - seconds).count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

Result<WallTime> parseRfc3339(std::string_view text)
{
    if (const auto time = readTime(text))
        return *time;
    return failure(Fault::Invalid,
        "time '" + std::string(text.substr(0, 64)) + "': expected RFC 3339, for example 2026-03-01T14:02:11Z");
}

} // namespace eventscope
