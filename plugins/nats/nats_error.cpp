// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_error.h"

#include <algorithm>
#include <cctype>

namespace eventscope::nats {
namespace {

bool contains(std::string_view text, std::string_view part)
{
    const auto found = std::search(text.begin(), text.end(), part.begin(), part.end(), [](char one, char other) {
        return std::tolower(static_cast<unsigned char>(one)) == std::tolower(static_cast<unsigned char>(other));
    });
    return found != text.end();
}

/// nats.c puts the place in its source in front: "(conn.c:733): SSL handshake error…".
std::string withoutPlace(std::string_view text)
{
    if (text.starts_with('(')) {
        const auto end = text.find("): ");
        if (end != std::string_view::npos)
            text.remove_prefix(end + 3);
    }
    return std::string(text);
}

Error explainLogin(const std::string& server, const Settings& settings, const std::string& text)
{
    if (contains(text, "expired"))
        return {Fault::Denied,
            server + " says that the login has expired (" + text + "): get new credentials from its operator."};
    if (!settings.credsFile.empty())
        return {Fault::Denied,
            server + " refuses the credentials in " + settings.credsFile
                + ": check that they belong to this server and are neither expired nor revoked."};
    if (!settings.nkeySeedFile.empty())
        return {Fault::Denied,
            server + " refuses the NKey in " + settings.nkeySeedFile
                + ": check that its public key is among the server's users."};
    if (!settings.token.empty())
        return {Fault::Denied, server + " refuses the token: check 'token' of the connection."};
    if (!settings.user.empty())
        return {Fault::Denied,
            server + " refuses user '" + settings.user + "': the user name or the password is wrong. Check both."};
    return {Fault::Denied,
        server
            + " wants a login and the connection has none: set user and password, a token, an NKey seed file or a "
              "creds file."};
}

Error explainTls(const std::string& server, const Endpoint& endpoint, const Settings& settings, const std::string& text)
{
    if (contains(text, "certificate has expired"))
        return {Fault::Unavailable,
            "The certificate of " + server
                + " has expired: its operator must renew it. Check the clock of this machine too."};
    if (contains(text, "not yet valid"))
        return {
            Fault::Unavailable, "The certificate of " + server + " is not valid yet: check the clock of this machine."};
    if (contains(text, "mismatch"))
        return {Fault::Unavailable,
            "The certificate of " + server + " is made out to another name than '"
                + (settings.tlsHostname.empty() ? endpoint.host : settings.tlsHostname)
                + "': connect by a name that stands in the certificate, or set tls_hostname to that name."};
    if (contains(text, "issuer") || contains(text, "self-signed") || contains(text, "self signed"))
        return {Fault::Unavailable,
            "The certificate of " + server
                + " is signed by an authority that is not known here: set tls_ca to the file with the certificate of "
                  "that authority."};
    if (contains(text, "certificate required") || contains(text, "bad certificate") || contains(text, "unknown ca"))
        return {Fault::Denied, server + " refuses the client certificate or misses one: check tls_cert and tls_key."};
    return {Fault::Unavailable, "TLS with " + server + " failed: " + text + "."};
}

} // namespace

Error explain(const ConnectFailure& failed, const Settings& settings)
{
    const auto server = failed.endpoint.text();
    const auto text = withoutPlace(failed.libraryText);
    if (failed.status == NATS_CONNECTION_AUTH_FAILED || contains(text, "authorization violation")
        || contains(text, "authentication"))
        return explainLogin(server, settings, text);
    if (failed.status == NATS_SECURE_CONNECTION_WANTED)
        return {Fault::Unavailable,
            server
                + " offers no TLS, which the connection asks for: write nats:// and leave out tls_ca and tls_cert, or "
                  "turn TLS on in the server."};
    if (contains(text, "maximum connections exceeded") || contains(text, "maximum account active connections"))
        return {Fault::Unavailable,
            server + " has no room for another connection (" + text + "): close some, or raise its max_connections."};
    if (failed.status == NATS_TIMEOUT && contains(text, "SSL"))
        return {Fault::Unavailable, "TLS with " + server + " did not finish in time."};
    // A missing client certificate ends the connection after the handshake; nats.c only sees that no answer comes.
    const bool isOurCertificate = failed.status != NATS_SSL_ERROR || contains(text, "alert");
    if (isOurCertificate && failed.greeting && *failed.greeting && (*failed.greeting)->wantsClientCertificate) {
        if (settings.tlsCert.empty())
            return {Fault::Denied,
                server + " wants a client certificate: set tls_cert and tls_key to the files of one that it accepts."};
        return {Fault::Denied,
            server + " refuses the client certificate in " + settings.tlsCert
                + ": check that an authority that the server trusts has signed it, and that it has not expired."};
    }
    if (failed.status == NATS_SSL_ERROR)
        return explainTls(server, failed.endpoint, settings, text);
    if (failed.greeting && !*failed.greeting) {
        const auto& problem = failed.greeting->error();
        if (problem.fault == Fault::Corrupt)
            return {Fault::Unavailable,
                "What answers at " + server + " is no NATS server: " + problem.what + " Check host and port."};
        return {Fault::Unavailable,
            server + " cannot be reached (" + problem.what
                + "): check that the server runs, and host, port and firewall."};
    }
    return {Fault::Unavailable,
        "The connection to " + server + " failed: " + (text.empty() ? natsStatus_GetText(failed.status) : text) + "."};
}

std::optional<PermissionViolation> parsePermissionViolation(std::string_view text)
{
    if (!contains(text, "permissions violation"))
        return std::nullopt;
    PermissionViolation violation;
    violation.isPublish = contains(text, "for publish");
    const auto open = text.find('"');
    const auto close = open == std::string_view::npos ? open : text.find('"', open + 1);
    if (close != std::string_view::npos)
        violation.subject = text.substr(open + 1, close - open - 1);
    return violation;
}

Error explain(const PermissionViolation& violation)
{
    if (violation.isPublish)
        return {Fault::Denied,
            "The server does not let this user publish to '" + violation.subject
                + "': it needs the permission publish on that subject."};
    return {Fault::Denied,
        "The server does not let this user subscribe to '" + violation.subject
            + "': it needs the permission subscribe on that subject."};
}

std::string explainClose(natsStatus status, std::string_view libraryText)
{
    const auto text = withoutPlace(libraryText);
    if (status == NATS_STALE_CONNECTION)
        return "the server stopped answering";
    // The text of a former permission error stays with the connection: it says nothing about the end.
    if (text.empty() || contains(text, "permissions violation") || contains(text, "connection closed"))
        return "the server closed it";
    return text;
}

} // namespace eventscope::nats
