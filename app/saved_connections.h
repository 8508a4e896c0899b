// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <string>
#include <vector>

#include "broker/event/result.h"
#include "broker/plugin/connector_config.h"
#include "broker/plugin/manifest.h"

namespace eventscope::app {

/// A connection that the start page offers again.
struct SavedConnection {
    std::string plugin; ///< id in its manifest
    ConnectorConfig config;

    friend bool operator==(const SavedConnection&, const SavedConnection&) = default;
};

/// The manifest of a plugin id; null where that plugin is not there.
using FindManifest = std::function<const Manifest*(const std::string& plugin)>;

/// The same configuration without anything secret: keys that the manifest calls secret are left out, and names and
/// passwords inside of URLs. Without a manifest every value but URLs is left out, since nobody can tell.
[[nodiscard]] ConnectorConfig withoutSecrets(const ConnectorConfig& config, const Manifest* manifest);

/// Writes the list as JSON, atomically, mode 0600, and its folder where it is missing. Secrets are left out.
/// Error: Unavailable, naming the file.
[[nodiscard]] Result<> saveConnections(
    const std::vector<SavedConnection>& connections, const QString& file, const FindManifest& findManifest);

/// A missing file gives an empty list. Errors: Corrupt, naming the file and what is wrong; the file stays as it is.
[[nodiscard]] Result<std::vector<SavedConnection>> loadConnections(const QString& file);

} // namespace eventscope::app
