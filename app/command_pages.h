// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/command_line.h"

namespace eventscope::app {

/// The pages that are made from the verb table. Text for a terminal of 80 columns, line feed at the end.
[[nodiscard]] std::string helpPage(const Verb& verb);
/// The man page in section 1, troff with the man macros.
[[nodiscard]] std::string manPage();
/// A completion script for bash.
[[nodiscard]] std::string bashCompletion();
/// Versions of the program, its formats and the libraries that it was loaded with.
[[nodiscard]] std::string versionPage();

} // namespace eventscope::app
