// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Checks this machine and says how to mend what is wrong. The result is the exit code.
[[nodiscard]] int runDoctor(const CommandLine& line);

} // namespace eventscope::app::commands
