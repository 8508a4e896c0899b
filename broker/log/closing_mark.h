// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "broker/event/result.h"
#include "broker/log/database.h"

namespace eventscope::log {

/// The 64 bytes behind the last page of a file that was closed in order; see log_format.md. SQLite ignores them.
/// They say what the file holds and carry the checksum of every byte before them.
struct ClosingMark {
    std::uint64_t fileBytes = 0; ///< of the pages
    std::uint64_t first = 0;
    std::uint64_t last = 0; ///< last position accounted for
    std::uint64_t events = 0;
    std::uint64_t eventsBefore = 0;
    std::uint64_t previousLast = 0;
    std::uint32_t fileChecksum = 0;

    static constexpr std::uint64_t Bytes = 64;
    /// Gets 0..1; false stops.
    using Progress = std::function<bool(double)>;

    /// nullopt where the file does not end in one. Error: Corrupt where one is there and does not fit.
    [[nodiscard]] static Result<std::optional<ClosingMark>> read(Database& database);
    /// CRC32C of the first `bytes` bytes. Error: Corrupt where the file is shorter; Unavailable when stopped.
    [[nodiscard]] static Result<std::uint32_t> checksumOfFile(
        Database& database, std::uint64_t bytes, const Progress& progress);
    /// Writes it and syncs. The connection must be the only one that writes, out of the write-ahead mode.
    [[nodiscard]] Result<> appendTo(Database& database);
    /// Cuts it off, so that the file counts as not closed. The same condition.
    [[nodiscard]] static Result<> removeFrom(Database& database);
};

} // namespace eventscope::log
