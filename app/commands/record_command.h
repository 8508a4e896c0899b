// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Writes a recording of targets, without a window. The result is the exit code.
[[nodiscard]] int runRecord(const CommandLine& line);

} // namespace eventscope::app::commands
