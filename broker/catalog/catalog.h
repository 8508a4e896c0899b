// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/result.h"
#include "broker/plugin/connector_factory.h"
#include "broker/plugin/manifest.h"

class QPluginLoader;

namespace eventscope::catalog {

/// Finds, checks and loads plugins. Thread: the main thread.
class Catalog {
public:
    /// A file that looked like a plugin.
    struct Entry {
        std::filesystem::path file;
        Manifest manifest; ///< empty where `problem` is set and the manifest could not be read
        std::string problem; ///< why it is not usable; empty = usable
        bool isLoaded = false;
    };

    /// Reads the manifests in the given folders, in order; of two plugins with one id the first found counts. Runs no
    /// plugin code.
    explicit Catalog(const std::vector<std::filesystem::path>& folders);
    ~Catalog();
    Catalog(const Catalog&) = delete;
    Catalog& operator=(const Catalog&) = delete;

    /// `$EVENTSCOPE_PLUGIN_PATH`, the user's data folder, `../lib/eventscope/plugins` beside the program's folder.
    [[nodiscard]] static std::vector<std::filesystem::path> defaultFolders(const std::filesystem::path& programFolder);

    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    /// The usable plugin of that id, or that reads URLs of that scheme; null when there is none.
    [[nodiscard]] const Entry* findById(std::string_view id) const;
    [[nodiscard]] const Entry* findByScheme(std::string_view scheme) const;

    /// Loads the plugin's code on first use. Errors: NotFound (names the known ids), Invalid (cannot be loaded).
    [[nodiscard]] Result<const ConnectorFactory*> factory(std::string_view id);

private:
    std::vector<Entry> m_entries;
    std::vector<std::unique_ptr<QPluginLoader>> m_loaders; // one for each entry
};

} // namespace eventscope::catalog
