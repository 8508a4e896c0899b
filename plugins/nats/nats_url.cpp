// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_url.h"

#include <charconv>
#include <optional>
#include <utility>

#include "plugins/nats/nats_subject.h"

namespace eventscope::nats {
namespace {

constexpr std::string_view Nats = "nats://";
constexpr std::string_view Tls = "tls://";
constexpr std::string_view Context = "nats-context:";

std::optional<int> hexDigit(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    if (letter >= 'a' && letter <= 'f')
        return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F')
        return letter - 'A' + 10;
    return std::nullopt;
}

std::string percentDecoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%' && at + 2 < text.size()) {
            const auto high = hexDigit(text[at + 1]);
            const auto low = hexDigit(text[at + 2]);
            if (high && low) {
                decoded.push_back(static_cast<char>(*high * 16 + *low));
                at += 2;
                continue;
            }
        }
        decoded.push_back(text[at]);
    }
    return decoded;
}

Result<std::vector<std::string>> readSubjects(std::string_view path)
{
    auto subjects = splitList(path);
    for (const auto& subject : subjects) {
        if (auto checked = checkSubscription(subject); !checked)
            return tl::unexpected(checked.error());
    }
    return subjects;
}

Result<Endpoint> readEndpoint(std::string_view text)
{
    const auto shown = "server '" + std::string(text) + "': ";
    Endpoint endpoint;
    std::string_view port;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos)
            return failure(Fault::Invalid, shown + "the bracket of the IPv6 address is not closed.");
        endpoint.host = text.substr(1, close - 1);
        port = text.substr(close + 1);
        if (!port.empty() && port.front() != ':')
            return failure(Fault::Invalid, shown + "expected ':' and a port after the bracket.");
    } else {
        const auto colon = text.find(':');
        endpoint.host = text.substr(0, colon);
        port = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
    }
    if (endpoint.host.empty())
        return failure(Fault::Invalid, shown + "expected a host name or an address.");
    for (const char letter : endpoint.host) {
        if (static_cast<unsigned char>(letter) <= ' ' || letter == '?' || letter == '#' || letter == '\\')
            return failure(Fault::Invalid, shown + "the host name has a character that cannot stand there.");
    }
    if (!port.empty()) {
        port.remove_prefix(1);
        unsigned number = 0;
        const auto [end, problem] = std::from_chars(port.data(), port.data() + port.size(), number);
        if (problem != std::errc() || end != port.data() + port.size() || number == 0 || number > 65535)
            return failure(Fault::Invalid, shown + "expected a port from 1 to 65535 after the colon.");
        endpoint.port = static_cast<std::uint16_t>(number);
    }
    return endpoint;
}

/// Takes `user[:password]@` off the front of a server. Error: Invalid.
Result<std::string_view> readUser(std::string_view server, Passwords passwords, NatsUrl& url)
{
    const auto at = server.rfind('@');
    if (at == std::string_view::npos)
        return server;
    const auto user = server.substr(0, at);
    const auto colon = user.find(':');
    if (colon != std::string_view::npos && passwords == Passwords::Refuse)
        return failure(Fault::Invalid,
            "The password must not stand in the URL, where it would be stored and shown: write user@HOST and give the "
            "password as 'password' of the connection, in EVENTSCOPE_PASSWORD or with --password-file.");
    url.user = percentDecoded(user.substr(0, colon));
    if (colon != std::string_view::npos)
        url.password = percentDecoded(user.substr(colon + 1));
    return server.substr(at + 1);
}

/// Lists of nats contexts repeat the scheme for each server: `nats://a,nats://b`.
std::string withoutRepeatedScheme(std::string_view rest)
{
    std::string text(rest);
    for (const auto scheme : {Nats, Tls}) {
        const auto repeated = "," + std::string(scheme);
        for (auto at = text.find(repeated); at != std::string::npos; at = text.find(repeated, at))
            text.replace(at, repeated.size(), ",");
    }
    return text;
}

Result<NatsUrl> readServers(std::string_view list, Passwords passwords, NatsUrl url)
{
    const auto text = withoutRepeatedScheme(list);
    const std::string_view rest = text;
    // A password may hold a slash, but only behind the @ does the path begin.
    const auto at = rest.find('@');
    const auto slash = rest.find('/', at == std::string_view::npos ? 0 : at);
    for (const auto& entry : splitList(rest.substr(0, slash))) {
        const auto host = readUser(entry, passwords, url);
        if (!host)
            return tl::unexpected(host.error());
        auto endpoint = readEndpoint(*host);
        if (!endpoint)
            return tl::unexpected(endpoint.error());
        url.endpoints.push_back(*std::move(endpoint));
    }
    if (url.endpoints.empty())
        return failure(Fault::Invalid, "url: expected a host name or an address after '//'.");
    if (slash == std::string_view::npos)
        return url;
    auto subjects = readSubjects(rest.substr(slash + 1));
    if (!subjects)
        return tl::unexpected(subjects.error());
    url.subjects = *std::move(subjects);
    return url;
}

Result<NatsUrl> readContext(std::string_view rest)
{
    NatsUrl url;
    const auto slash = rest.find('/');
    url.context = rest.substr(0, slash);
    if (url.context.empty() || url.context.front() == '.')
        return failure(Fault::Invalid, "url: expected the name of a nats context after 'nats-context:'.");
    if (slash == std::string_view::npos)
        return url;
    auto subjects = readSubjects(rest.substr(slash + 1));
    if (!subjects)
        return tl::unexpected(subjects.error());
    url.subjects = *std::move(subjects);
    return url;
}

} // namespace

std::string Endpoint::text() const
{
    const bool isV6 = host.find(':') != std::string::npos;
    return (isV6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string NatsUrl::servers() const
{
    if (!context.empty())
        return std::string(Context) + context;
    std::string text(isTls ? Tls : Nats);
    for (const auto& endpoint : endpoints)
        text += (&endpoint == endpoints.data() ? "" : ",") + endpoint.text();
    return text;
}

std::vector<std::string> splitList(std::string_view list)
{
    constexpr std::string_view Blanks = " \t\r\n";
    std::vector<std::string> parts;
    while (!list.empty()) {
        const auto comma = list.find(',');
        auto part = list.substr(0, comma);
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
        const auto first = part.find_first_not_of(Blanks);
        if (first == std::string_view::npos)
            continue;
        part = part.substr(first, part.find_last_not_of(Blanks) - first + 1);
        parts.emplace_back(part);
    }
    return parts;
}

Result<NatsUrl> parseNatsUrl(std::string_view url, Passwords passwords)
{
    if (url.starts_with(Context))
        return readContext(url.substr(Context.size()));
    NatsUrl parsed;
    parsed.isTls = url.starts_with(Tls);
    if (parsed.isTls)
        return readServers(url.substr(Tls.size()), passwords, std::move(parsed));
    if (url.starts_with(Nats))
        return readServers(url.substr(Nats.size()), passwords, std::move(parsed));
    return failure(Fault::Invalid, "url: expected nats://HOST:PORT/SUBJECT, tls://… or nats-context:NAME/SUBJECT.");
}

} // namespace eventscope::nats
