// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Runs the embedded broker until a signal comes. The result is the exit code.
[[nodiscard]] int runBroker(const CommandLine& line);

} // namespace eventscope::app::commands
