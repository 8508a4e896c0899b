// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "broker/catalog/catalog.h"
#include "broker/event/result.h"
#include "broker/plugin/connector_config.h"

namespace eventscope::app {

/// What a word of the command line points at.
struct Target {
    enum class Kind { Recording, Live };

    Kind kind = Kind::Recording;
    std::string text; ///< as written, for people; a password inside of a URL is left out
    std::filesystem::path path; ///< of Kind::Recording
    std::string plugin; ///< of Kind::Live: its id
    ConnectorConfig config; ///< of Kind::Live: complete, secrets included
};

/// What the options say about every target of a call: `-X`, `--config`, `--password-file`, `EVENTSCOPE_PASSWORD`.
struct TargetOptions {
    std::vector<std::string> connectorOptions; ///< `key=value`
    std::string configFile;
    std::string passwordFile;
};
[[nodiscard]] TargetOptions targetOptions(const CommandLine& line);

/// Reads a target: a URL by the schemes of the plugins, the name of a saved connection with an optional channel, or the
/// path of a recording. Loads the plugin that reads the URL. Needs a QCoreApplication (keyring).
/// Errors: Invalid (names the word and the nearest right one), NotFound, Denied.
[[nodiscard]] Result<Target> readTarget(
    const std::string& text, catalog::Catalog& catalog, const TargetOptions& options);

/// Several of them; live targets get connection names that differ.
[[nodiscard]] Result<std::vector<Target>> readTargets(
    const std::vector<std::string>& texts, catalog::Catalog& catalog, const TargetOptions& options);

/// Checks the first word of a call without a verb: whether it can be a target, or was meant as a verb.
/// Error: Invalid; names the nearest verb or saved connection.
[[nodiscard]] Result<> checkFirstWord(const CommandLine& line);

/// The text without a password that stands between `:` and `@` of a URL.
[[nodiscard]] std::string withoutPassword(std::string text);

} // namespace eventscope::app
