// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"
#include "broker/event/result.h"

namespace eventscope::app::commands {

/// How a verb prints its report: `--format text|json`.
enum class ReportFormat { Text, Json };

/// `otherwise` counts where the option is not given. Error: Invalid, naming the nearest form.
[[nodiscard]] Result<ReportFormat> reportFormat(const CommandLine& line, ReportFormat otherwise);
/// Text on a terminal, JSON otherwise.
[[nodiscard]] ReportFormat reportFormatForOutput();

} // namespace eventscope::app::commands
