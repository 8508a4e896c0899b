// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Checks a recording: what is whole, missing, damaged. The result is the exit code.
[[nodiscard]] int runVerify(const CommandLine& line);

} // namespace eventscope::app::commands
