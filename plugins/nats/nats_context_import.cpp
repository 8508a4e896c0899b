// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_context_import.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "plugins/nats/nats_url.h"

namespace eventscope::nats {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t MaxContextBytes = 1 << 20;

/// Members of a context -> keys of our manifest.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> Members{{
    {"user", "user"},
    {"password", "password"},
    {"token", "token"},
    {"creds", "creds_file"},
    {"nkey", "nkey_seed_file"},
    {"ca", "tls_ca"},
    {"cert", "tls_cert"},
    {"key", "tls_key"},
}};

/// Members that change nothing for core NATS, or only how the `nats` command looks.
constexpr std::array<std::string_view, 8> Harmless{"description", "url", "color_scheme", "jetstream_domain",
    "jetstream_api_prefix", "jetstream_event_prefix", "windows_cert_match", "windows_ca_certs_match"};

struct Unsupported {
    std::string_view member;
    std::string_view sentence;
};
constexpr std::array<Unsupported, 8> KnownUnsupported{{
    {"nsc",
        "Credentials kept by nsc are not read: export them with `nsc generate creds` and give the file as creds_file."},
    {"inbox_prefix", "The inbox prefix is not taken over: replies on it are shown as plain messages."},
    {"user_jwt", "A user JWT without its seed is not taken over: give a creds file."},
    {"user_seed", "A user seed in the context is not taken over: give a creds file."},
    {"socks_proxy", "SOCKS proxies are not supported: the server is connected to directly."},
    {"tls_first",
        "TLS before the server's greeting is not supported by this version of nats.c: the connection may fail."},
    {"windows_cert_store", "Windows certificate stores are not supported here: give tls_cert and tls_key."},
    {"windows_cert_match_by", "Windows certificate stores are not supported here: give tls_cert and tls_key."},
}};

bool isSet(const nlohmann::json& value)
{
    if (value.is_string())
        return !value.get_ref<const std::string&>().empty();
    if (value.is_boolean())
        return value.get<bool>();
    return !value.is_null();
}

std::string warningFor(const std::string& member)
{
    for (const auto& unsupported : KnownUnsupported) {
        if (unsupported.member == member)
            return std::string(unsupported.sentence);
    }
    return "'" + member + "' of the context is not known here and was left out.";
}

std::string withHome(std::string path)
{
    const char* home = std::getenv("HOME");
    if (home != nullptr && path.starts_with("~/"))
        return home + path.substr(1);
    return path;
}

Result<std::string> readText(const fs::path& file)
{
    std::error_code problem;
    const auto size = fs::file_size(file, problem);
    if (problem)
        return failure(Fault::NotFound, file.string() + ": " + problem.message() + ".");
    if (size > MaxContextBytes)
        return failure(Fault::Corrupt, file.string() + ": larger than 1 MiB, so it is no nats context.");
    std::string text(size, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(text.data(), static_cast<std::streamsize>(size));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    return text;
}

std::string knownContexts(const fs::path& folder)
{
    std::string names;
    for (const auto& context : listContexts(folder))
        names += (names.empty() ? "" : ", ") + context.config.name;
    return names.empty() ? "There is none." : "Known ones: " + names + ".";
}

} // namespace

fs::path contextFolder()
{
    const char* config = std::getenv("XDG_CONFIG_HOME");
    if (config != nullptr && *config != '\0')
        return fs::path(config) / "nats" / "context";
    const char* home = std::getenv("HOME");
    return fs::path(home == nullptr ? "" : home) / ".config" / "nats" / "context";
}

std::vector<ForeignConnection> listContexts(const fs::path& folder)
{
    std::vector<ForeignConnection> contexts;
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
        if (entry->path().extension() != ".json")
            continue;
        const auto name = entry->path().stem().string();
        const auto text = readText(entry->path());
        auto context = text ? parseContext(name, *text) : Result<ForeignConnection>(tl::unexpected(text.error()));
        if (!context) {
            context = ForeignConnection{};
            context->config.name = name;
            context->warnings.push_back(
                "The context cannot be used: it is no JSON object of the form that the nats command writes.");
        }
        context->from = entry->path().string();
        contexts.push_back(*std::move(context));
    }
    std::sort(contexts.begin(), contexts.end(),
        [](const auto& one, const auto& other) { return one.config.name < other.config.name; });
    return contexts;
}

Result<ForeignConnection> readContext(const std::string& name)
{
    const auto folder = contextFolder();
    const auto file = folder / (name + ".json");
    std::error_code problem;
    if (name.find('/') != std::string::npos || !fs::exists(file, problem))
        return failure(Fault::NotFound,
            "There is no nats context '" + name + "' in " + folder.string() + ". " + knownContexts(folder));
    return readContextFile(file);
}

Result<ForeignConnection> readContextFile(const fs::path& file)
{
    const auto text = readText(file);
    if (!text)
        return tl::unexpected(text.error());
    auto context = parseContext(file.stem().string(), *text);
    if (context)
        context->from = file.string();
    return context;
}

Result<ForeignConnection> parseContext(const std::string& name, std::string_view json)
{
    const auto document = nlohmann::json::parse(json, nullptr, false);
    if (document.is_discarded() || !document.is_object())
        return failure(Fault::Corrupt, "nats context '" + name + "': it is not a JSON object.");
    ForeignConnection context;
    context.config.name = name;
    auto& values = context.config.values;

    const auto list =
        document.contains("url") && document["url"].is_string() ? document["url"].get<std::string>() : std::string();
    const auto url = parseNatsUrl(
        list.find("://") == std::string::npos ? "nats://" + (list.empty() ? "127.0.0.1:4222" : list) : list,
        Passwords::Accept);
    if (!url)
        return failure(Fault::Corrupt, "nats context '" + name + "': " + url.error().what);
    values["url"] = url->servers();
    if (!url->user.empty())
        values["user"] = url->user;
    if (!url->password.empty())
        values["password"] = url->password;

    for (const auto& [member, value] : document.items()) {
        if (!isSet(value))
            continue;
        const auto* const known =
            std::find_if(Members.begin(), Members.end(), [&](const auto& pair) { return pair.first == member; });
        if (known != Members.end() && value.is_string()) {
            const auto text = value.get<std::string>();
            const bool isFile = known->second.ends_with("_file") || known->second.starts_with("tls_");
            values[std::string(known->second)] = isFile ? withHome(text) : text;
        } else if (std::find(Harmless.begin(), Harmless.end(), member) == Harmless.end()) {
            context.warnings.push_back(warningFor(member));
        }
    }
    if (values.contains("password") || values.contains("token"))
        context.warnings.emplace_back(
            "The context holds a password or token as plain text; it is kept in the keyring here.");
    return context;
}

} // namespace eventscope::nats
