// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Says what a target holds: channels, counts, times, and what its system tells. The result is the exit code.
[[nodiscard]] int runInfo(const CommandLine& line);

} // namespace eventscope::app::commands
