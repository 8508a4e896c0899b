// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "broker/log/log_reader.h"
#include "broker/log/segment_file.h"

namespace eventscope::log {

/// What opening found in the files of a log, which are given in rising order, and what the commit mark says to that.
[[nodiscard]] RecoveryReport reportOf(
    const std::vector<SegmentFile*>& files, const std::filesystem::path& mark, Writing writing);

/// Reads every byte and every row. What is wrong stands in the report; the error is only for being stopped.
[[nodiscard]] Result<RecoveryReport> verifyFiles(const std::vector<SegmentFile*>& files,
    const std::filesystem::path& mark, Writing writing, const std::function<bool(double)>& progress);

[[nodiscard]] Result<std::vector<LogReader::ChannelSummary>> summaryOf(
    const std::vector<SegmentFile*>& files, const std::function<bool(double)>& progress);

} // namespace eventscope::log
