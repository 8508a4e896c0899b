// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "broker/catalog/catalog.h"

namespace eventscope::app::commands {

/// One line of `doctor`.
struct HealthCheck {
    enum class Status { Ok, Warn, Fail };

    std::string name;
    Status status = Status::Ok;
    std::string finding; ///< a sentence
    std::string mend; ///< what to do; empty where all is well
};

[[nodiscard]] HealthCheck checkLibraries();
/// The default ports of the broker, and whether one runs.
[[nodiscard]] HealthCheck checkPorts();
/// One for each plugin, or one that says that there is none. Loads them.
[[nodiscard]] std::vector<HealthCheck> checkPlugins(catalog::Catalog& catalog);
/// Whether a secret would be kept. Needs a QCoreApplication; waits some seconds at most.
[[nodiscard]] HealthCheck checkKeyring();
[[nodiscard]] HealthCheck checkDisplay();
/// Configuration, data and runtime folder: whether they are there and writable, or can be made. Makes nothing.
[[nodiscard]] std::vector<HealthCheck> checkFolders();
/// Programs that help to try things out.
[[nodiscard]] HealthCheck checkNatsServer();

} // namespace eventscope::app::commands
