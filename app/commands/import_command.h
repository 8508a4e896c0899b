// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Makes a recording of JSON Lines, CSV, kcat JSON or a kubectl list. The result is the exit code.
[[nodiscard]] int runImport(const CommandLine& line);

} // namespace eventscope::app::commands
