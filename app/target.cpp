// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/target.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "app/preferences.h"
#include "app/saved_connections.h"
#include "app/target_secrets.h"

namespace eventscope::app {
namespace {

constexpr std::string_view RecordingSuffix = ".eventscope";

/// Schemes that the contract names, so that a target whose plugin is not there is told apart from a typing error.
constexpr std::array<std::string_view, 13> KnownSchemes{"broker", "broker+queue", "broker+durable", "zmq+tcp",
    "zmq+ipc", "nats", "tls", "nats-context", "jetstream", "kafka", "kubemq", "kubernetes", "replay"};

/// What stands before the colon, if it looks like a scheme.
std::string schemeOf(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || std::isalpha(static_cast<unsigned char>(text.front())) == 0)
        return {};
    const auto scheme = text.substr(0, colon);
    const bool isScheme = std::all_of(scheme.begin(), scheme.end(),
        [](unsigned char c) { return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.'; });
    return isScheme ? std::string(scheme) : std::string();
}

bool looksLikeRecording(const std::string& text)
{
    std::error_code ignored;
    return text.ends_with(RecordingSuffix) || std::filesystem::exists(text, ignored);
}

tl::unexpected<Error> unknownScheme(const std::string& scheme, const catalog::Catalog& catalog)
{
    std::vector<std::string_view> loaded;
    for (const auto& entry : catalog.entries()) {
        if (entry.problem.empty())
            loaded.insert(loaded.end(), entry.manifest.schemes.begin(), entry.manifest.schemes.end());
    }
    if (std::find(KnownSchemes.begin(), KnownSchemes.end(), scheme) != KnownSchemes.end())
        return failure(Fault::Invalid,
            "No plugin of this installation reads '" + scheme
                + ":' URLs. 'eventscope plugins' lists what is loaded, and why something is not.");
    return failure(Fault::Invalid,
        "There is no scheme '" + scheme + ":'." + didYouMean(scheme, loaded)
            + " 'eventscope plugins' lists the schemes.");
}

Result<Target> readUrl(const std::string& text, const std::string& scheme, catalog::Catalog& catalog)
{
    const auto* entry = catalog.findByScheme(scheme);
    if (entry == nullptr)
        return unknownScheme(scheme, catalog);
    const auto factory = catalog.factory(entry->manifest.id);
    if (!factory)
        return tl::unexpected(factory.error());
    auto config = (*factory)->parseUrl(text);
    if (!config)
        return tl::unexpected(config.error());
    Target target;
    target.kind = Target::Kind::Live;
    target.plugin = entry->manifest.id;
    target.config = *std::move(config);
    if (target.config.name.empty())
        target.config.name = withoutPassword(text);
    return target;
}

/// The key of a manifest that names what to subscribe to.
const ConfigKey* channelKey(const Manifest& manifest)
{
    for (const auto& name : {manifest.channelNoun + "s", manifest.channelNoun, std::string("channels"),
             std::string("channel"), std::string("prefix")}) {
        if (const auto* key = manifest.findKey(name))
            return key;
    }
    return nullptr;
}

/// A plugin whose URL carries the channel gets it there.
Result<> setChannel(ConnectorConfig& config, const Manifest& manifest, const std::string& channel)
{
    if (const auto* key = channelKey(manifest)) {
        config.values[key->key] = channel;
        return {};
    }
    auto url = config.value("url");
    if (url.empty())
        return failure(Fault::Invalid, "The connection '" + config.name + "' takes no channel.");
    const auto query = url.find('?');
    const auto rest = query == std::string::npos ? std::string() : url.substr(query);
    url = url.substr(0, query);
    const auto authority = url.find("://");
    const auto path = url.find('/', authority == std::string::npos ? url.find(':') : authority + 3);
    if (path != std::string::npos)
        url.erase(path);
    if (authority != std::string::npos)
        url += "/";
    else
        url.erase(url.find(':') + 1);
    config.values["url"] = url + channel + rest;
    return {};
}

Result<Target> readSaved(const std::string& text, const catalog::Catalog& catalog)
{
    const auto slash = text.find('/');
    const auto name = text.substr(0, slash);
    const auto saved = loadConnections(configFolder() + QStringLiteral("/connections.json"));
    if (!saved)
        return tl::unexpected(saved.error());
    std::vector<std::string_view> names;
    for (const auto& connection : *saved) {
        names.push_back(connection.config.name);
        if (connection.config.name != name)
            continue;
        const auto* entry = catalog.findById(connection.plugin);
        if (entry == nullptr)
            return failure(Fault::NotFound,
                "The saved connection '" + name + "' needs the plugin '" + connection.plugin
                    + "', which is not there. 'eventscope plugins' says why.");
        Target target;
        target.kind = Target::Kind::Live;
        target.plugin = connection.plugin;
        target.config = withKeyringSecrets(connection.config, entry->manifest);
        if (slash != std::string::npos) {
            if (auto set = setChannel(target.config, entry->manifest, text.substr(slash + 1)); !set)
                return tl::unexpected(set.error());
        }
        return target;
    }
    return failure(Fault::NotFound,
        "There is no recording, and no saved connection, named '" + text + "'." + didYouMean(name, names)
            + " A target is a URL such as nats://127.0.0.1:4222/orders, the name of a saved connection, or a "
              "recording.");
}

Result<> applyOption(Target& target, const Manifest& manifest, const std::string& option)
{
    const auto equals = option.find('=');
    const auto name = option.substr(0, equals);
    if (equals == std::string::npos)
        return failure(Fault::Invalid, "-X " + option + ": write it as key=value.");
    if (manifest.findKey(name) == nullptr) {
        std::vector<std::string_view> keys;
        for (const auto& key : manifest.config)
            keys.push_back(key.key);
        return failure(Fault::Invalid,
            "-X " + name + ": " + manifest.name + " has no option of that name." + didYouMean(name, keys)
                + " 'eventscope plugins --verbose' lists them.");
    }
    target.config.values[name] = option.substr(equals + 1);
    return {};
}

Result<> applyOptions(Target& target, const Manifest& manifest, const TargetOptions& options)
{
    for (const auto& option : options.connectorOptions) {
        if (auto applied = applyOption(target, manifest, option); !applied)
            return applied;
    }
    if (!options.configFile.empty()) {
        if (manifest.findKey("config") == nullptr)
            return failure(
                Fault::Invalid, "--config: " + manifest.name + " reads no configuration file of another client.");
        target.config.values["config"] = options.configFile;
    }
    return addPassword(target.config, manifest, options.passwordFile);
}

} // namespace

TargetOptions targetOptions(const CommandLine& line)
{
    return {line.values("option"), line.value("config").value_or(""), line.value("password-file").value_or("")};
}

Result<Target> readTarget(const std::string& text, catalog::Catalog& catalog, const TargetOptions& options)
{
    const auto scheme = schemeOf(text);
    if (scheme.empty() && looksLikeRecording(text)) {
        Target target;
        target.path = text;
        target.text = text;
        return target;
    }
    auto target = scheme.empty() ? readSaved(text, catalog) : readUrl(text, scheme, catalog);
    if (!target)
        return target;
    target->text = withoutPassword(text);
    if (auto applied = applyOptions(*target, catalog.findById(target->plugin)->manifest, options); !applied)
        return tl::unexpected(applied.error());
    return target;
}

Result<std::vector<Target>> readTargets(
    const std::vector<std::string>& texts, catalog::Catalog& catalog, const TargetOptions& options)
{
    std::vector<Target> targets;
    for (const auto& text : texts) {
        auto target = readTarget(text, catalog, options);
        if (!target)
            return tl::unexpected(target.error());
        const auto isTaken = [&](const std::string& name) {
            return std::any_of(
                targets.begin(), targets.end(), [&](const Target& other) { return other.config.name == name; });
        };
        const auto name = target->config.name;
        for (int number = 2; target->kind == Target::Kind::Live && isTaken(target->config.name); ++number)
            target->config.name = name + " " + std::to_string(number);
        targets.push_back(*std::move(target));
    }
    return targets;
}

Result<> checkFirstWord(const CommandLine& line)
{
    if (!line.verb->name.empty() || line.arguments.empty())
        return {};
    const auto& word = line.arguments.front();
    if (!schemeOf(word).empty() || looksLikeRecording(word))
        return {};
    std::vector<std::string_view> known;
    for (const auto& verb : verbs())
        known.push_back(verb.name);
    const auto saved = loadConnections(configFolder() + QStringLiteral("/connections.json"));
    if (!saved)
        return tl::unexpected(saved.error());
    for (const auto& connection : *saved) {
        if (connection.config.name == word.substr(0, word.find('/')))
            return {};
        known.push_back(connection.config.name);
    }
    return failure(Fault::Invalid,
        "There is no verb, recording or saved connection '" + word + "'." + didYouMean(word, known)
            + " See 'eventscope --help'.");
}

std::string withoutPassword(std::string text)
{
    std::size_t at = 0;
    const auto authority = text.find("://");
    if (authority == std::string::npos)
        return text;
    at = authority + 3;
    while (at < text.size()) { // each server of a list may carry one
        const auto end = std::min(text.find_first_of(",/?#", at), text.size());
        const auto user = text.rfind('@', end);
        if (user != std::string::npos && user >= at) {
            const auto colon = text.find(':', at);
            if (colon < user)
                text.erase(colon, user - colon);
        }
        const auto next = text.find_first_of(",/?#", at);
        if (next == std::string::npos || text[next] != ',')
            return text;
        at = next + 1;
    }
    return text;
}

} // namespace eventscope::app
