// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace eventscope::app {
namespace {

using std::chrono::nanoseconds;

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

template <class Number> std::optional<Number> wholeNumber(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

struct Unit {
    std::string_view name;
    double factor;
};

/// A number with one of the units behind it.
std::optional<double> withUnit(std::string_view text, std::span<const Unit> units)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc() || !std::isfinite(number) || number < 0)
        return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    for (const auto& known : units) {
        if (known.name == unit)
            return number * known.factor;
    }
    return std::nullopt;
}

/// Puts the option's name before the reason.
template <class T> Result<T> forOption(std::string_view option, Result<T> result)
{
    if (!result)
        result.error().what = "--" + std::string(option) + ": " + result.error().what;
    return result;
}

/// Reads the value of an option where it is given.
template <class T>
Result<std::optional<T>> optionalValue(
    const CommandLine& line, std::string_view option, Result<T> (*parse)(std::string_view))
{
    const auto text = line.value(option);
    if (!text)
        return std::optional<T>();
    return forOption(option, parse(*text)).map([](T value) { return std::optional<T>(std::move(value)); });
}

std::string defaultDataFolder()
{
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/')
        return std::string(data) + "/eventscope";
    const char* home = std::getenv("HOME");
    return std::string(home == nullptr ? "." : home) + "/.local/share/eventscope";
}

} // namespace

Result<nanoseconds> parseDuration(std::string_view text)
{
    static constexpr std::array<Unit, 7> units{Unit{"ns", 1}, Unit{"us", 1e3}, Unit{"ms", 1e6}, Unit{"s", 1e9},
        Unit{"m", 60e9}, Unit{"h", 3600e9}, Unit{"d", 86400e9}};
    const auto number = withUnit(text, units);
    if (!number || *number > 9.2e18)
        return failure(Fault::Invalid, quoted(text) + " is not a duration: write it as 500ms, 30s, 15m, 2h or 1d.");
    return nanoseconds(std::llround(*number));
}

Result<std::uint64_t> parseSize(std::string_view text)
{
    static constexpr std::array<Unit, 6> units{Unit{"", 1}, Unit{"B", 1}, Unit{"KiB", 1024}, Unit{"MiB", 1048576},
        Unit{"GiB", 1073741824}, Unit{"TiB", 1099511627776}};
    const auto number = withUnit(text, units);
    if (!number || *number > 9.2e18)
        return failure(Fault::Invalid, quoted(text) + " is not a size: write it as 64KiB, 10MiB or 1GiB.");
    return static_cast<std::uint64_t>(std::llround(*number));
}

Result<std::uint64_t> parseCount(std::string_view text)
{
    const auto number = wholeNumber<std::uint64_t>(text);
    if (!number || *number == 0)
        return failure(Fault::Invalid, quoted(text) + " is not a count: write a whole number from 1.");
    return *number;
}

Result<double> parseRate(std::string_view text)
{
    static constexpr std::array<Unit, 2> units{Unit{"", 1}, Unit{"/s", 1}};
    const auto number = withUnit(text, units);
    if (!number || *number <= 0)
        return failure(Fault::Invalid, quoted(text) + " is not a rate: write events a second, such as 200 or 0.5.");
    return *number;
}

Result<std::uint16_t> parsePort(std::string_view text)
{
    const auto number = wholeNumber<std::uint16_t>(text);
    if (!number)
        return failure(Fault::Invalid, quoted(text) + " is not a port: write a number from 0 (a free one) to 65535.");
    return *number;
}

Result<Start> parseStart(std::string_view text)
{
    Start start;
    start.text = text;
    if (text == "live")
        return start;
    if (text == "beginning") {
        start.kind = Start::Kind::Beginning;
        return start;
    }
    if (text.starts_with("end-")) {
        const auto number = wholeNumber<std::uint64_t>(text.substr(4));
        if (number) {
            start.kind = Start::Kind::BeforeEnd;
            start.number = *number;
            return start;
        }
    } else if (text.starts_with("offset:")) {
        const auto number = wholeNumber<std::uint64_t>(text.substr(7));
        if (number) {
            start.kind = Start::Kind::Offset;
            start.number = *number;
            return start;
        }
    } else if (text.starts_with("-")) {
        if (const auto ago = parseDuration(text.substr(1))) {
            start.kind = Start::Kind::Ago;
            start.ago = *ago;
            return start;
        }
    } else if (const auto time = parseRfc3339(text)) {
        start.kind = Start::Kind::Time;
        start.time = *time;
        return start;
    }
    static constexpr std::array<std::string_view, 2> words{"live", "beginning"};
    return failure(Fault::Invalid,
        quoted(text)
            + " is not a start: write live, beginning, end-100, -15m, offset:42 or a time such as 2026-03-01T14:00:00Z."
            + didYouMean(text, words));
}

Result<Stop> parseStop(std::string_view text)
{
    Stop stop;
    if (text == "end")
        return stop;
    if (text.starts_with("+")) {
        if (const auto after = parseDuration(text.substr(1))) {
            stop.kind = Stop::Kind::After;
            stop.after = *after;
            return stop;
        }
    } else if (const auto time = parseRfc3339(text)) {
        stop.kind = Stop::Kind::Time;
        stop.time = *time;
        return stop;
    }
    return failure(
        Fault::Invalid, quoted(text) + " is not a stop: write end, +30s or a time such as 2026-03-01T14:00:00Z.");
}

Result<ReadingOptions> readingOptions(const CommandLine& line)
{
    ReadingOptions options;
    options.filter = line.value("filter").value_or("");
    auto from = optionalValue(line, "from", &parseStart);
    if (!from)
        return tl::unexpected(from.error());
    options.from = std::move(*from);
    const auto until = optionalValue(line, "until", &parseStop);
    if (!until)
        return tl::unexpected(until.error());
    options.until = *until;
    const auto count = optionalValue(line, "count", &parseCount);
    if (!count)
        return tl::unexpected(count.error());
    options.count = *count;
    const auto runFor = optionalValue(line, "for", &parseDuration);
    if (!runFor)
        return tl::unexpected(runFor.error());
    options.runFor = *runFor;
    return options;
}

Result<KeepingOptions> keepingOptions(const CommandLine& line)
{
    KeepingOptions options;
    const auto log = line.value("log").value_or("off");
    if (log == "ring") {
        options.log = KeepingOptions::Log::Ring;
    } else if (log != "off") {
        if (log.empty())
            return failure(Fault::Invalid, "--log: write off, ring or the name of a file.");
        options.log = KeepingOptions::Log::File;
        options.logFile = log;
    }
    const auto ram = optionalValue(line, "ram", &parseSize);
    if (!ram)
        return tl::unexpected(ram.error());
    options.ramBytes = ram->value_or(options.ramBytes);
    const auto disk = optionalValue(line, "disk", &parseSize);
    if (!disk)
        return tl::unexpected(disk.error());
    options.diskBytes = disk->value_or(options.diskBytes);
    options.dataFolder = line.value("data").value_or(defaultDataFolder());
    if (line.has("fast") && line.has("durable"))
        return failure(Fault::Invalid, "--fast and --durable exclude each other: write one of them.");
    options.isFast = line.has("fast");
    return options;
}

} // namespace eventscope::app
