// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Lists the plugins: what is usable, from where, and why something is not. The result is the exit code.
[[nodiscard]] int runPlugins(const CommandLine& line);

} // namespace eventscope::app::commands
