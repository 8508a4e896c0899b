// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "broker/event/result.h"

namespace eventscope::log {

/// Makes the entries of a folder durable: a file that was made survives a power loss only with its name.
[[nodiscard]] Result<> syncFolder(const std::filesystem::path& folder);

/// Makes a folder that only its owner can look into; one that is there is left as it is.
/// Errors: Denied, Full, Invalid (a file of that name is there), Unavailable.
[[nodiscard]] Result<> makePrivateFolder(const std::filesystem::path& folder);

} // namespace eventscope::log
