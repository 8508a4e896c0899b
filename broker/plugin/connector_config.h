// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace eventscope {

/// One configured connection: texts under the keys of the plugin's manifest.
struct ConnectorConfig {
    std::string name; ///< what people call the connection
    std::map<std::string, std::string> values; ///< by manifest key; `url` among them; secrets included, never logged

    /// The value of a key, or the fallback where it is not set.
    [[nodiscard]] std::string value(const std::string& key, std::string_view fallback = {}) const
    {
        const auto found = values.find(key);
        return found == values.end() ? std::string(fallback) : found->second;
    }

    friend bool operator==(const ConnectorConfig&, const ConnectorConfig&) = default;
};

} // namespace eventscope
