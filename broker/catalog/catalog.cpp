// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/catalog/catalog.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLibrary>
#include <QPluginLoader>
#include <QStandardPaths>
#include <QString>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <system_error>
#include <utility>

namespace eventscope::catalog {
namespace {

QString toQString(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

/// The libraries of a folder by name, so that the order does not depend on the file system.
std::vector<std::filesystem::path> librariesIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (QLibrary::isLibrary(toQString(it->path())))
            files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Catalog::Entry readEntry(const std::filesystem::path& file, const QPluginLoader& loader)
{
    Catalog::Entry entry;
    entry.file = file;
    const auto metaData = loader.metaData();
    const auto iid = metaData.value(QLatin1String("IID")).toString();
    if (iid.isEmpty()) {
        entry.problem = "It is not a Qt plugin.";
        return entry;
    }
    if (iid != QLatin1String(EVENTSCOPE_CONNECTOR_IID)) {
        entry.problem = "It was built for the interface " + iid.toStdString()
            + "; this program has " EVENTSCOPE_CONNECTOR_IID ". Build it again with the SDK of this version.";
        return entry;
    }
    const auto json =
        QJsonDocument(metaData.value(QLatin1String("MetaData")).toObject()).toJson(QJsonDocument::Compact);
    auto manifest = parseManifest(std::string_view(json.constData(), static_cast<std::size_t>(json.size())));
    if (manifest)
        entry.manifest = *std::move(manifest);
    else
        entry.problem = manifest.error().what;
    return entry;
}

} // namespace

Catalog::Catalog(const std::vector<std::filesystem::path>& folders)
{
    std::set<std::string> ids;
    for (const auto& folder : folders) {
        for (const auto& file : librariesIn(folder)) {
            auto loader = std::make_unique<QPluginLoader>(toQString(file));
            auto entry = readEntry(file, *loader);
            if (entry.problem.empty() && !ids.insert(entry.manifest.id).second)
                entry.problem = "Another plugin with the id '" + entry.manifest.id + "' was found first.";
            m_entries.push_back(std::move(entry));
            m_loaders.push_back(std::move(loader));
        }
    }
}

Catalog::~Catalog() = default;

std::vector<std::filesystem::path> Catalog::defaultFolders(const std::filesystem::path& programFolder)
{
    std::vector<std::filesystem::path> folders;
    if (const char* asked =
            std::getenv("EVENTSCOPE_PLUGIN_PATH")) { // NOLINT(concurrency-mt-unsafe): read at start only
        std::string_view rest(asked);
        while (!rest.empty()) {
            const auto colon = rest.find(':');
            if (const auto folder = rest.substr(0, colon); !folder.empty())
                folders.push_back(std::filesystem::absolute(folder)); // QPluginLoader looks relative paths up elsewhere
            rest = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
        }
    }
    const auto data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    folders.emplace_back(data.toStdString() + "/eventscope/plugins");
    folders.push_back((programFolder / ".." / "lib" / "eventscope" / "plugins").lexically_normal());
    return folders;
}

const Catalog::Entry* Catalog::findById(std::string_view id) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
        [&](const Entry& entry) { return entry.problem.empty() && entry.manifest.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

const Catalog::Entry* Catalog::findByScheme(std::string_view scheme) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        const auto& schemes = entry.manifest.schemes;
        return entry.problem.empty() && std::find(schemes.begin(), schemes.end(), scheme) != schemes.end();
    });
    return found == m_entries.end() ? nullptr : &*found;
}

Result<const ConnectorFactory*> Catalog::factory(std::string_view id)
{
    const auto* entry = findById(id);
    if (entry == nullptr) {
        std::string known;
        for (const auto& other : m_entries) {
            if (other.problem.empty())
                known.append(known.empty() ? "" : ", ").append(other.manifest.id);
        }
        return failure(Fault::NotFound,
            "plugin '" + std::string(id) + "': not found; there are: " + (known.empty() ? "none" : known)
                + ". See `eventscope plugins`.");
    }
    const auto index = static_cast<std::size_t>(entry - m_entries.data());
    auto& loader = *m_loaders[index];
    const auto* factory = qobject_cast<ConnectorFactory*>(loader.instance());
    if (factory == nullptr) {
        m_entries[index].problem = "It cannot be loaded: " + loader.errorString().toStdString();
        return failure(Fault::Invalid, "plugin '" + std::string(id) + "': " + m_entries[index].problem);
    }
    m_entries[index].isLoaded = true;
    return factory;
}

} // namespace eventscope::catalog
