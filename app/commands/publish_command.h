// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace eventscope::app::commands {

/// Sends events: an argument, standard input or a file. The result is the exit code.
[[nodiscard]] int runPublish(const CommandLine& line);

} // namespace eventscope::app::commands
