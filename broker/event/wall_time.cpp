// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/wall_time.h"

#include <cstdint>
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

/// Nothing where the time is outside what a WallTime holds.
std::optional<WallTime> join(std::int64_t seconds, std::int64_t fraction)
{
    // Towards zero first: the product with the last second before the range would not fit, the sum does.
    constexpr std::int64_t PerSecond = 1'000'000'000;
    if (seconds < 0 && fraction > 0) {
        ++seconds;
        fraction -= PerSecond;
    }
    std::int64_t nanoseconds = 0;
    if (__builtin_mul_overflow(seconds, PerSecond, &nanoseconds)
        || __builtin_add_overflow(nanoseconds, fraction, &nanoseconds))
        return std::nullopt;
    const auto time = fromNanoseconds(nanoseconds);
    return time == NoTime ? std::nullopt : std::optional(time);
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
    if (!zone || !reader.atEnd() || !date.ok())
        return std::nullopt;
    const sys_seconds whole = sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second) - *zone;
    return join(whole.time_since_epoch().count(), fraction->count());
}

void writeDigits(char* to, int digits, unsigned value)
{
    for (int i = digits - 1; i >= 0; --i) {
        to[i] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

} // namespace

void appendRfc3339(std::string& to, WallTime time)
{
    using namespace std::chrono;
    constexpr std::int64_t PerSecond = 1'000'000'000;
    // In whole numbers: the first day that a WallTime can name begins before its range.
    auto whole = toNanoseconds(time) / PerSecond;
    auto fraction = toNanoseconds(time) % PerSecond;
    if (fraction < 0) {
        fraction += PerSecond;
        --whole;
    }
    const auto day = floor<days>(sys_seconds(seconds(whole)));
    const year_month_day date(day);
    const auto second = static_cast<unsigned>((sys_seconds(seconds(whole)) - day).count());
    constexpr std::string_view Form = "0000-00-00T00:00:00.000000000Z";
    const auto at = to.size();
    to.append(Form);
    char* const text = to.data() + at;
    writeDigits(text, 4, static_cast<unsigned>(static_cast<int>(date.year())));
    writeDigits(text + 5, 2, static_cast<unsigned>(date.month()));
    writeDigits(text + 8, 2, static_cast<unsigned>(date.day()));
    writeDigits(text + 11, 2, second / 3600);
    writeDigits(text + 14, 2, second / 60 % 60);
    writeDigits(text + 17, 2, second % 60);
    writeDigits(text + 20, 9, static_cast<unsigned>(fraction));
}

std::string toRfc3339(WallTime time)
{
    std::string text;
    appendRfc3339(text, time);
    return text;
}

Result<WallTime> parseRfc3339(std::string_view text)
{
    if (const auto time = readTime(text))
        return *time;
    return failure(Fault::Invalid,
        "time '" + std::string(text.substr(0, 64)) + "': expected RFC 3339, for example 2026-03-01T14:02:11Z");
}

} // namespace eventscope
