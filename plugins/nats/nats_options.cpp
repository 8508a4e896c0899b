// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_options.h"

#include <filesystem>
#include <string>
#include <system_error>

#include "plugins/nats/nats_nkey.h"

namespace eventscope::nats {
namespace {

// A dead peer is found after two of these instead of four minutes, which are nats.c's own values.
constexpr int64_t PingEveryMs = 10'000;
constexpr int MaxPingsOut = 2;

Result<> checkFile(const std::string& key, const std::string& file)
{
    std::error_code problem;
    if (std::filesystem::is_regular_file(file, problem))
        return {};
    return failure(Fault::NotFound, key + ": " + file + " is not there, or is no file.");
}

Result<> applyTls(natsOptions* options, const Settings& settings)
{
    if (settings.isTls && natsOptions_SetSecure(options, true) != NATS_OK)
        return failure(Fault::Invalid, "TLS cannot be used: nats.c was built without it.");
    if (!settings.tlsCa.empty()) {
        if (auto checked = checkFile("tls_ca", settings.tlsCa); !checked)
            return checked;
        if (natsOptions_LoadCATrustedCertificates(options, settings.tlsCa.c_str()) != NATS_OK)
            return failure(Fault::Invalid, "tls_ca: " + settings.tlsCa + " holds no certificate in PEM form.");
    }
    if (!settings.tlsCert.empty()) {
        if (auto checked = checkFile("tls_cert", settings.tlsCert); !checked)
            return checked;
        if (auto checked = checkFile("tls_key", settings.tlsKey); !checked)
            return checked;
        if (natsOptions_LoadCertificatesChain(options, settings.tlsCert.c_str(), settings.tlsKey.c_str()) != NATS_OK)
            return failure(Fault::Invalid,
                "tls_cert, tls_key: " + settings.tlsCert + " and " + settings.tlsKey
                    + " are no certificate and key in PEM form that belong together.");
    }
    if (!settings.tlsHostname.empty())
        natsOptions_SetExpectedHostname(options, settings.tlsHostname.c_str());
    return {};
}

Result<> applyLogin(natsOptions* options, const Settings& settings)
{
    if (!settings.credsFile.empty()) {
        if (auto checked = checkCredsFile(settings.credsFile); !checked)
            return checked;
        natsOptions_SetUserCredentialsFromFiles(options, settings.credsFile.c_str(), nullptr);
    } else if (!settings.nkeySeedFile.empty()) {
        const auto key = publicUserKeyOfFile(settings.nkeySeedFile);
        if (!key)
            return tl::unexpected(key.error());
        natsOptions_SetNKeyFromSeed(options, key->c_str(), settings.nkeySeedFile.c_str());
    } else if (!settings.token.empty()) {
        natsOptions_SetToken(options, settings.token.c_str());
    } else if (!settings.user.empty()) {
        natsOptions_SetUserInfo(options, settings.user.c_str(), settings.password.c_str());
    }
    return {};
}

} // namespace

Result<OptionsHandle> makeOptions(const Settings& settings, const Endpoint& endpoint, std::chrono::milliseconds timeout)
{
    natsOptions* raw = nullptr;
    if (natsOptions_Create(&raw) != NATS_OK)
        return failure(Fault::Unavailable, "nats.c cannot make a connection: out of memory.");
    OptionsHandle options(raw);
    const auto url = "nats://" + endpoint.text();
    natsOptions_SetURL(raw, url.c_str());
    natsOptions_SetName(raw, settings.clientName.c_str());
    natsOptions_SetTimeout(raw, timeout.count());
    natsOptions_SetPingInterval(raw, PingEveryMs);
    natsOptions_SetMaxPingsOut(raw, MaxPingsOut);
    natsOptions_SetAllowReconnect(raw, false);
    natsOptions_SetIgnoreDiscoveredServers(raw, !settings.followsDiscoveredServers);
    // One delivery thread for all subscriptions keeps the order of the wire between them.
    natsOptions_UseGlobalMessageDelivery(raw, true);
    if (auto applied = applyTls(raw, settings); !applied)
        return tl::unexpected(applied.error());
    if (auto applied = applyLogin(raw, settings); !applied)
        return tl::unexpected(applied.error());
    return options;
}

} // namespace eventscope::nats
