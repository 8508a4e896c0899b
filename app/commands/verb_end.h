// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/exit_code.h"
#include "app/commands/notices.h"
#include "broker/event/result.h"

namespace eventscope::app::commands {

/// The exit code of a verb: tells an error, and puts a signal that came before everything else. An error without a
/// text has been told already.
[[nodiscard]] int endOf(const Result<int>& code, Notices& notices);

} // namespace eventscope::app::commands
