// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_settings.h"

#include <charconv>
#include <cstdint>
#include <utility>

#include "plugins/nats/nats_context_import.h"
#include "plugins/nats/nats_subject.h"

namespace eventscope::nats {
namespace {

// A stall of half a second at the rate that one core can take; 64 MiB is what nats.c allows itself.
constexpr std::size_t DefaultPendingMessages = 262'144;
constexpr std::size_t DefaultPendingBytes = std::size_t{64} << 20;
constexpr std::size_t MaxPending = std::size_t{4} << 30;

Result<std::size_t> readCount(const ConnectorConfig& config, const std::string& key, std::size_t fallback)
{
    const auto text = config.value(key);
    if (text.empty())
        return fallback;
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size() || number == 0 || number > MaxPending)
        return failure(Fault::Invalid,
            key + ": expected a whole number from 1 to " + std::to_string(MaxPending) + ", not '" + text + "'.");
    return static_cast<std::size_t>(number);
}

std::string textOr(std::string text, const std::string& fallback) { return text.empty() ? fallback : std::move(text); }

Result<bool> readFlag(const ConnectorConfig& config, const std::string& key)
{
    const auto text = config.value(key);
    if (text.empty() || text == "false")
        return false;
    if (text == "true")
        return true;
    return failure(Fault::Invalid, key + ": expected true or false, not '" + text + "'.");
}

/// The config with what a nats context says in every place where the config itself says nothing; the servers are those
/// of the context if the URL names it, and those of the URL if a file of it is given beside.
Result<ConnectorConfig> withContext(const ConnectorConfig& config, const std::string& context)
{
    auto known = context.empty() ? readContextFile(config.value("config")) : readContext(context);
    if (!known)
        return tl::unexpected(known.error());
    auto merged = known->config;
    for (const auto& [key, value] : config.values) {
        if (!value.empty() && (key != "url" || context.empty()))
            merged.values[key] = value;
    }
    return merged;
}

Result<> checkAuthentication(const Settings& settings)
{
    const int ways = (settings.credsFile.empty() ? 0 : 1) + (settings.nkeySeedFile.empty() ? 0 : 1)
        + (settings.token.empty() ? 0 : 1);
    if (ways > 1)
        return failure(Fault::Invalid, "creds_file, nkey_seed_file, token: give only one of them.");
    if (settings.tlsCert.empty() != settings.tlsKey.empty())
        return failure(Fault::Invalid,
            std::string(settings.tlsCert.empty() ? "tls_cert" : "tls_key")
                + ": a client certificate needs both its certificate file and its key file.");
    return {};
}

Result<std::vector<std::string>> readSubjectList(const ConnectorConfig& config, const std::vector<std::string>& ofUrl)
{
    auto subjects = ofUrl;
    for (auto& subject : splitList(config.value("subjects"))) {
        if (auto checked = checkSubscription(subject); !checked)
            return failure(Fault::Invalid, "subjects: " + checked.error().what);
        subjects.push_back(std::move(subject));
    }
    return withoutCovered(subjects);
}

} // namespace

Result<Settings> readSettings(const ConnectorConfig& given, Subjects needed)
{
    if (given.value("url").empty())
        return failure(Fault::Invalid, "url: expected nats://HOST:PORT/SUBJECT, tls://… or nats-context:NAME/SUBJECT.");
    auto url = parseNatsUrl(given.value("url"));
    if (!url)
        return failure(
            Fault::Invalid, url.error().what.starts_with("url: ") ? url.error().what : "url: " + url.error().what);
    auto config = given;
    const auto subjectsOfUrl = url->subjects;
    if (!url->context.empty() || !given.value("config").empty()) {
        auto merged = withContext(given, url->context);
        if (!merged)
            return tl::unexpected(merged.error());
        config = *std::move(merged);
        url = parseNatsUrl(config.value("url"));
        if (!url)
            return failure(Fault::Invalid, "url of the nats context: " + url.error().what);
    }

    Settings settings;
    settings.isTls = url->isTls || !config.value("tls_ca").empty() || !config.value("tls_cert").empty();
    settings.endpoints = url->endpoints;
    settings.clientName = textOr(config.value("name"), "eventscope");
    settings.user = textOr(config.value("user"), url->user);
    settings.password = config.value("password");
    settings.token = config.value("token");
    settings.nkeySeedFile = config.value("nkey_seed_file");
    settings.credsFile = config.value("creds_file");
    settings.tlsCa = config.value("tls_ca");
    settings.tlsCert = config.value("tls_cert");
    settings.tlsKey = config.value("tls_key");
    settings.tlsHostname = config.value("tls_hostname");
    if (auto checked = checkAuthentication(settings); !checked)
        return tl::unexpected(checked.error());

    const auto messages = readCount(config, "pending_messages", DefaultPendingMessages);
    const auto bytes = readCount(config, "pending_bytes", DefaultPendingBytes);
    const auto inbox = readFlag(config, "include_inbox");
    const auto system = readFlag(config, "include_system");
    const auto follows = readFlag(config, "follow_discovered_servers");
    for (const auto* error :
        {messages ? nullptr : &messages.error(), bytes ? nullptr : &bytes.error(), inbox ? nullptr : &inbox.error(),
            system ? nullptr : &system.error(), follows ? nullptr : &follows.error()}) {
        if (error != nullptr)
            return tl::unexpected(*error);
    }
    settings.pendingMessages = *messages;
    settings.pendingBytes = *bytes;
    settings.includesInbox = *inbox;
    settings.includesSystem = *system;
    settings.followsDiscoveredServers = *follows;

    auto subjects = readSubjectList(config, subjectsOfUrl);
    if (!subjects)
        return tl::unexpected(subjects.error());
    settings.subjects = *std::move(subjects);
    if (settings.subjects.empty() && needed == Subjects::Required)
        return failure(Fault::Invalid,
            "url: no subject to subscribe to: add one, such as nats://HOST:4222/orders.> or, for every subject of the "
            "account, "
            "nats://HOST:4222/> (costly on a busy system).");
    return settings;
}

} // namespace eventscope::nats
