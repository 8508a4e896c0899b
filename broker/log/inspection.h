// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "broker/event/result.h"
#include "broker/log/closing_mark.h"
#include "broker/log/commit_mark.h"
#include "broker/log/database.h"
#include "broker/log/segment.h"

namespace eventscope::log {

/// Whether somebody writes the file now.
enum class Writing { No, Now };

/// What is found in one file of a log, before anything is read from it.
struct Inspection {
    enum class State {
        Closed, ///< ends in a closing mark
        Open, ///< being written
        Unclean, ///< neither: its writer was killed, or the file was cut or copied without its companions
    };

    State state = State::Closed;
    SegmentExtent extent;
    std::optional<ClosingMark> closing;
    bool isDamaged = false; ///< SQLite itself finds the structure broken
    std::vector<std::string> problems;
};

/// An empty file that stands beside a segment or recording while it is being closed: whoever finds it knows that the
/// writer died in between, so that a missing closing mark means nothing else.
[[nodiscard]] std::filesystem::path sealingNote(const std::filesystem::path& file);

/// Errors: Invalid (not a log of ours, or of a newer version), Corrupt (nothing can be read), Denied, Unavailable.
/// Cost: nothing for a closed file; a look at its ends for an open one; a whole check after an unclean end.
[[nodiscard]] Result<Inspection> inspect(Database& database, Writing writing);

/// What the commit mark promises and the files do not have.
struct Shortfall {
    std::uint64_t missing = 0;
    std::vector<std::string> problems;
};

/// Compares the newest file of a log with the mark; `database` is that file.
[[nodiscard]] Result<Shortfall> compareToMark(
    Database& database, const Inspection& newest, const CommitMark::Found& mark);

/// The first lines of what SQLite's own check says; empty when it finds nothing.
[[nodiscard]] std::vector<std::string> quickCheck(Database& database);

} // namespace eventscope::log
