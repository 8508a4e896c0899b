// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "broker/event/result.h"
#include "broker/log/log_options.h"

namespace eventscope::log {

/// What was committed last, kept apart from SQLite: SQLite drops the damaged end of a write-ahead log in silence.
struct CommitState {
    std::uint64_t last = 0; ///< last position accounted for
    std::uint64_t events = 0; ///< rows since the log began
    std::uint32_t logId = 0;

    friend bool operator==(const CommitState&, const CommitState&) = default;
};

/// A file of 64 bytes with two slots that are written in turn; see log_format.md. Thread: one at a time.
class CommitMark {
public:
    /// Opens for writing, made if it is not there; `state` is written at once.
    /// Errors: Denied, Full, Unavailable.
    [[nodiscard]] static Result<CommitMark> open(
        const std::filesystem::path& path, LogOptions::Durability durability, const CommitState& state);
    ~CommitMark();
    CommitMark(CommitMark&& other) noexcept;
    CommitMark& operator=(CommitMark&& other) noexcept;
    CommitMark(const CommitMark&) = delete;
    CommitMark& operator=(const CommitMark&) = delete;

    /// Writes the other slot and, where the log is durable, syncs it. Error: Unavailable, Full.
    [[nodiscard]] Result<> write(const CommitState& state);

    struct Found {
        CommitState state;
        bool isDamaged = false; ///< one slot is not readable; the other one may be older
    };
    /// The newer slot; nullopt where there is no such file. Error: Corrupt where neither slot can be read.
    [[nodiscard]] static Result<std::optional<Found>> read(const std::filesystem::path& path);

private:
    CommitMark(int file, std::filesystem::path path, std::uint64_t counter);

    int m_file = -1;
    std::filesystem::path m_path;
    std::uint64_t m_counter = 0;
};

} // namespace eventscope::log
