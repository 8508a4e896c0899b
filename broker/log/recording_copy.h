// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>

#include "broker/event/ids.h"
#include "broker/event/names.h"
#include "broker/event/result.h"
#include "broker/log/log_reader.h"

namespace eventscope::log {

/// Saves the events with positions from `from` to `to`, both included, as one recording. `names` are those of the
/// reader. Positions stay; holes stay holes. `progress` gets 0..1; false stops and removes the unfinished file. Errors:
/// Invalid (the file is there already), Denied, Full, Unavailable (stopped), Corrupt.
[[nodiscard]] Result<> copyToRecording(LogReader& from, const Names& names, const std::filesystem::path& path,
    Position first, Position last, const std::function<bool(double)>& progress);

} // namespace eventscope::log
