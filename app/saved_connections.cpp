// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/saved_connections.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cstddef>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace eventscope::app {
namespace {

using Json = nlohmann::ordered_json;
constexpr int Version = 1;
constexpr qint64 MaxFileBytes = qint64{4} << 20;

/// Removes `name:password@` from each URL of a text, which may list several.
std::string withoutUserInfo(std::string text)
{
    std::size_t at = 0;
    while ((at = text.find("://", at)) != std::string::npos) {
        at += 3;
        // The authority ends at the first of these; a later @ belongs to the path.
        const auto end = text.find_first_of("/?#, \t", at);
        const auto userEnd = text.substr(0, end).rfind('@');
        if (userEnd != std::string::npos && userEnd >= at)
            text.erase(at, userEnd + 1 - at);
    }
    return text;
}

bool mayBeKept(const std::string& key, const Manifest* manifest)
{
    if (manifest == nullptr)
        return key == "url";
    const auto* const known = manifest->findKey(key);
    return known != nullptr && !known->isSecret;
}

tl::unexpected<Error> corrupt(const QString& file, std::string_view what)
{
    return failure(Fault::Corrupt,
        "The saved connections in " + file.toStdString() + " cannot be read: " + std::string(what)
            + ". Mend the file, or move it away to begin with an empty list.");
}

} // namespace

ConnectorConfig withoutSecrets(const ConnectorConfig& config, const Manifest* manifest)
{
    ConnectorConfig kept;
    kept.name = config.name;
    for (const auto& [key, value] : config.values) {
        if (mayBeKept(key, manifest))
            kept.values.emplace(key, withoutUserInfo(value));
    }
    return kept;
}

Result<> saveConnections(
    const std::vector<SavedConnection>& connections, const QString& file, const FindManifest& findManifest)
{
    auto list = Json::array();
    for (const auto& connection : connections) {
        const auto kept = withoutSecrets(connection.config, findManifest(connection.plugin));
        list.push_back({{"name", kept.name}, {"plugin", connection.plugin}, {"values", kept.values}});
    }
    const Json document{{"version", Version}, {"connections", std::move(list)}};
    // Bytes that are not UTF-8 are replaced instead of refused: a name must not keep the whole list from being saved.
    const auto text = document.dump(4, ' ', false, Json::error_handler_t::replace) + '\n';

    QDir().mkpath(QFileInfo(file).absolutePath());
    QSaveFile to(file);
    if (!to.open(QIODevice::WriteOnly) || !to.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || to.write(text.data(), static_cast<qint64>(text.size())) != static_cast<qint64>(text.size()) || !to.commit())
        return failure(Fault::Unavailable,
            "The connections could not be saved to " + file.toStdString() + ": " + to.errorString().toStdString()
                + ". Check the rights and the room on that disk.");
    return {};
}

Result<std::vector<SavedConnection>> loadConnections(const QString& file)
{
    QFile from(file);
    if (!from.exists())
        return std::vector<SavedConnection>();
    if (!from.open(QIODevice::ReadOnly))
        return corrupt(file, from.errorString().toStdString());
    if (from.size() > MaxFileBytes)
        return corrupt(file, "it is larger than 4 MiB");
    const auto document = Json::parse(from.readAll().toStdString(), nullptr, false);
    if (!document.is_object() || !document.contains("connections") || !document["connections"].is_array())
        return corrupt(file, "it is not a JSON object with an array 'connections'");

    std::vector<SavedConnection> connections;
    for (const auto& entry : document["connections"]) {
        if (!entry.is_object() || !entry.contains("plugin") || !entry["plugin"].is_string() || !entry.contains("values")
            || !entry["values"].is_object())
            return corrupt(file,
                "connection " + std::to_string(connections.size() + 1) + " has no text 'plugin' or no object 'values'");
        SavedConnection connection;
        connection.plugin = entry["plugin"].get<std::string>();
        if (entry.contains("name") && entry["name"].is_string())
            connection.config.name = entry["name"].get<std::string>();
        for (const auto& [key, value] : entry["values"].items()) {
            if (value.is_string())
                connection.config.values.emplace(key, value.get<std::string>());
        }
        connections.push_back(std::move(connection));
    }
    return connections;
}

} // namespace eventscope::app
