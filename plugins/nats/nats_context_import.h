// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/result.h"
#include "broker/plugin/connector_factory.h"

namespace eventscope::nats {

/// Where the `nats` command keeps its contexts: `nats/context` in `$XDG_CONFIG_HOME` or `~/.config`.
[[nodiscard]] std::filesystem::path contextFolder();

/// Every context of a folder, by name; one that cannot be read is listed with the reason as its warning.
[[nodiscard]] std::vector<ForeignConnection> listContexts(const std::filesystem::path& folder);

/// One context of contextFolder(). Errors: NotFound, naming the known ones; Corrupt.
[[nodiscard]] Result<ForeignConnection> readContext(const std::string& name);

/// A context that lies anywhere. Errors: NotFound, Corrupt.
[[nodiscard]] Result<ForeignConnection> readContextFile(const std::filesystem::path& file);

/// Reads the text of a context file. What has no counterpart here becomes a warning.
/// Error: Fault::Corrupt, naming what is wrong.
[[nodiscard]] Result<ForeignConnection> parseContext(const std::string& name, std::string_view json);

} // namespace eventscope::nats
