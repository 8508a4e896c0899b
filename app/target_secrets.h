// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "broker/event/result.h"
#include "broker/plugin/connector_config.h"
#include "broker/plugin/manifest.h"

namespace eventscope::app {

/// The saved connection with its secrets, where the keyring has them; waits for the keyring at most 10 s.
/// Needs a QCoreApplication; runs its event loop.
[[nodiscard]] ConnectorConfig withKeyringSecrets(const ConnectorConfig& config, const Manifest& manifest);

/// Sets the key `password` from the file, from EVENTSCOPE_PASSWORD, or, where the config names a user, has no password
/// and somebody sits at a terminal, from a prompt.
/// Errors: NotFound (no such file), Invalid (a password for a system that takes none, or an empty file).
[[nodiscard]] Result<> addPassword(ConnectorConfig& config, const Manifest& manifest, const std::string& passwordFile);

} // namespace eventscope::app
