// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Prints events of targets as they come. The result is the exit code.
[[nodiscard]] int runTail(const CommandLine& line);

} // namespace eventscope::app::commands
