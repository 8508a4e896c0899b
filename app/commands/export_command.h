// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Prints a recording in a form that other programs read. The result is the exit code.
[[nodiscard]] int runExport(const CommandLine& line);

} // namespace eventscope::app::commands
