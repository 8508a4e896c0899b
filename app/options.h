// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/command_line.h"
#include "broker/event/result.h"
#include "broker/event/wall_time.h"

namespace eventscope::app {

/// `500ms`, `30s`, `15m`, `2h`, `1d`; a fraction is allowed. Error: Invalid, naming the text and the form.
[[nodiscard]] Result<std::chrono::nanoseconds> parseDuration(std::string_view text);
/// `64KiB`, `10MiB`, `1GiB`, or bytes without a unit. Error: Invalid.
[[nodiscard]] Result<std::uint64_t> parseSize(std::string_view text);
/// A whole number from 1. Error: Invalid.
[[nodiscard]] Result<std::uint64_t> parseCount(std::string_view text);
/// Events a second, more than zero. Error: Invalid.
[[nodiscard]] Result<double> parseRate(std::string_view text);
/// 0 to 65535. Error: Invalid.
[[nodiscard]] Result<std::uint16_t> parsePort(std::string_view text);

/// `--from`: where to start.
struct Start {
    enum class Kind { Live, Beginning, BeforeEnd, Time, Ago, Offset };
    Kind kind = Kind::Live;
    std::uint64_t number = 0; ///< of BeforeEnd: events; of Offset: the offset
    std::chrono::nanoseconds ago{};
    WallTime time = NoTime;
    std::string text; ///< as written
};
[[nodiscard]] Result<Start> parseStart(std::string_view text);

/// `--until`: where to stop.
struct Stop {
    enum class Kind { End, Time, After };
    Kind kind = Kind::End;
    std::chrono::nanoseconds after{};
    WallTime time = NoTime;
};
[[nodiscard]] Result<Stop> parseStop(std::string_view text);

/// The options that verbs which read events share.
struct ReadingOptions {
    std::string filter;
    std::optional<Start> from; ///< nullopt: live, or the beginning of a recording
    std::optional<Stop> until;
    std::optional<std::uint64_t> count;
    std::optional<std::chrono::nanoseconds> runFor;
};
/// Error: Invalid, naming the option.
[[nodiscard]] Result<ReadingOptions> readingOptions(const CommandLine& line);

/// What is kept while a verb runs: `--log`, `--ram`, `--disk`, `--data`, `--durable`, `--fast`.
struct KeepingOptions {
    enum class Log { Off, Ring, File };
    Log log = Log::Off;
    std::string logFile; ///< of Log::File
    std::uint64_t ramBytes = std::uint64_t{256} << 20;
    std::uint64_t diskBytes = std::uint64_t{1} << 30;
    std::string dataFolder; ///< `--data`, or the user's
    bool isFast = false;
};
[[nodiscard]] Result<KeepingOptions> keepingOptions(const CommandLine& line);

} // namespace eventscope::app
