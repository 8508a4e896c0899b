// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Runs the verb of a call; the result is the exit code of the program. Needs a QCoreApplication.
[[nodiscard]] int runVerb(const CommandLine& line);

} // namespace eventscope::app::commands
