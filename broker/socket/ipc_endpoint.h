// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "broker/event/result.h"

namespace eventscope::socket {

/// Makes way for a Unix socket at `path` and returns its `ipc://` endpoint: a file that a dead program left behind is
/// removed, that of a living one is not. libzmq alone would take the file away from a living owner without a word.
/// Errors: Unavailable where a living program listens there; Invalid where the path is too long or something else.
[[nodiscard]] Result<std::string> clearIpcEndpoint(const std::filesystem::path& path);

} // namespace eventscope::socket
