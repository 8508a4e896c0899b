// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "broker/event/field_registry.h"
#include "broker/event/result.h"

namespace eventscope {

/// One line of a connection form.
struct ConfigKey {
    enum class Kind { Text, Url, File, Integer, Boolean, Choice, Duration };

    std::string key;
    std::string label; ///< for people; the key where the manifest gives none
    std::string description; ///< one sentence, may be empty
    Kind kind = Kind::Text;
    std::vector<std::string> choices; ///< of Kind::Choice
    std::string fallback; ///< `default` in the manifest
    std::string group; ///< lines of one group stand together; empty = the first
    bool isRequired = false;
    bool isSecret = false; ///< kept in the keyring only
};

/// What a plugin says of itself, read without running its code (QPluginLoader::metaData).
struct Manifest {
    std::string id; ///< also the folder and the prefix of its field names
    std::string name;
    std::string version;
    std::string description;
    std::vector<std::string> schemes; ///< URL schemes, without the colon
    std::vector<ConfigKey> config;
    std::vector<FieldDescription> fields; ///< what it adds to events
    std::vector<std::string> abilities; ///< of: publish, describe, test, import
    std::string channelSeparator; ///< where channel names split into a tree: "." or "/"
    std::string channelNoun = "channel"; ///< what its users call a channel: "subject", "topic"
    bool canWait = false; ///< the source can be paused without losing anything

    [[nodiscard]] bool can(std::string_view ability) const;
    [[nodiscard]] const ConfigKey* findKey(std::string_view key) const;
};

/// Reads a manifest. Unknown members are accepted, so that an older program lists a newer plugin.
/// Error: Fault::Invalid; `what` names the member and what was expected.
[[nodiscard]] Result<Manifest> parseManifest(std::string_view json);

} // namespace eventscope
