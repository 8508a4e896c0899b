// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Runs a scenario on the embedded broker and prints its events. The result is the exit code.
[[nodiscard]] int runDemo(const CommandLine& line);

} // namespace eventscope::app::commands
