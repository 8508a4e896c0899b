// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "app/options.h"
#include "app/session.h"

namespace eventscope::app::commands {

/// Where the program lies, symbolic links resolved.
[[nodiscard]] std::filesystem::path programFolder();

/// The session that `--log`, `--ram`, `--disk`, `--data` and `--fast` ask for; makes the data folder where a ring needs
/// it. Error: Denied, naming the folder.
[[nodiscard]] Result<Session::Options> sessionOptions(const KeepingOptions& keeping);

/// A session without a log, for verbs that only read.
[[nodiscard]] Result<std::unique_ptr<Session>> openReadingSession();

} // namespace eventscope::app::commands
