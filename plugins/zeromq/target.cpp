// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/zeromq/target.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "broker/plugin/runtime_folder.h"

namespace eventscope::zeromq {
namespace {

constexpr std::int64_t SmallestLimit = 1024;
constexpr std::int64_t LargestLimit = std::int64_t{1} << 30;

tl::unexpected<Error> wrong(const std::string& url, const std::string& why)
{
    return failure(Fault::Invalid, "url '" + url + "': " + why);
}

template <class Number> std::optional<Number> parseNumber(std::string_view text)
{
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

bool isPort(std::string_view text) { return parseNumber<std::uint16_t>(text).value_or(0) != 0; }

/// Percent-decoding as in RFC 3986; nullopt for a percent sign without two hexadecimal digits.
std::optional<std::string> decode(std::string_view text)
{
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded += text[at];
            continue;
        }
        if (text.size() - at < 3)
            return std::nullopt;
        unsigned value = 0;
        const auto* digits = text.data() + at + 1;
        const auto [end, error] = std::from_chars(digits, digits + 2, value, 16);
        if (error != std::errc() || end != digits + 2)
            return std::nullopt;
        decoded += static_cast<char>(value);
        at += 2;
    }
    return decoded;
}

/// The parts of a URL after its scheme.
struct Parts {
    std::string_view authority;
    std::string_view path; ///< without its slash
    std::string_view query;
    std::string_view fragment;
};

Parts split(std::string_view rest)
{
    Parts parts;
    if (const auto hash = rest.find('#'); hash != std::string_view::npos) {
        parts.fragment = rest.substr(hash + 1);
        rest = rest.substr(0, hash);
    }
    if (const auto question = rest.find('?'); question != std::string_view::npos) {
        parts.query = rest.substr(question + 1);
        rest = rest.substr(0, question);
    }
    const auto slash = rest.find('/');
    parts.authority = rest.substr(0, slash);
    if (slash != std::string_view::npos)
        parts.path = rest.substr(slash + 1);
    return parts;
}

class TargetReader {
public:
    explicit TargetReader(const std::string& url)
        : m_url(url)
    {
    }

    Result<Target> readBroker(std::string_view rest)
    {
        if (!rest.starts_with("//"))
            return readRunningBroker(rest);
        const auto parts = split(rest.substr(2));
        const auto host = readAuthority(parts.authority, "broker://HOST:SUBSCRIBE/PREFIX?publish=PORT");
        if (!host)
            return tl::unexpected(host.error());
        if (auto read = readQuery(parts.query, true); !read)
            return tl::unexpected(read.error());
        m_target.subscribe = "tcp://" + std::string(parts.authority);
        if (!m_publishPort.empty())
            m_target.publish = "tcp://" + *host + ":" + m_publishPort;
        return withPrefix(parts.path);
    }

    Result<Target> readTcp(std::string_view rest)
    {
        const auto parts = split(rest);
        if (auto host = readAuthority(parts.authority, "zmq+tcp://HOST:PORT/PREFIX"); !host)
            return tl::unexpected(host.error());
        if (auto read = readQuery(parts.query, false); !read)
            return tl::unexpected(read.error());
        m_target.subscribe = m_target.publish = "tcp://" + std::string(parts.authority);
        return withPrefix(parts.path);
    }

    Result<Target> readIpc(std::string_view rest)
    {
        const auto parts = split(rest);
        if (!parts.authority.empty() || parts.path.empty())
            return wrong(m_url, "expected an absolute path, as in zmq+ipc:///run/user/1000/feed#PREFIX");
        if (auto read = readQuery(parts.query, false); !read)
            return tl::unexpected(read.error());
        const auto path = decode(parts.path);
        if (!path)
            return wrong(m_url, "a percent sign in the path without two hexadecimal digits");
        constexpr std::size_t longest = 106; // sun_path less its end
        if (path->size() > longest)
            return wrong(m_url,
                "the path is longer than " + std::to_string(longest + 1) + " bytes, which no Unix socket can have");
        m_target.subscribe = m_target.publish = "ipc:///" + *path;
        return withPrefix(parts.fragment);
    }

private:
    Result<Target> readRunningBroker(std::string_view rest)
    {
        m_target.kind = Target::Kind::RunningBroker;
        const auto question = rest.find('?');
        if (question != std::string_view::npos) {
            if (auto read = readQuery(rest.substr(question + 1), false); !read)
                return tl::unexpected(read.error());
        }
        return withPrefix(rest.substr(0, question));
    }

    Result<std::string> readAuthority(std::string_view authority, const char* form) const
    {
        const auto colon = authority.rfind(':');
        if (authority.find('@') != std::string_view::npos)
            return wrong(m_url, "user names are not part of ZeroMQ's PUB and SUB: expected " + std::string(form));
        if (colon == std::string_view::npos || colon == 0)
            return wrong(m_url, "no port: expected " + std::string(form));
        if (!isPort(authority.substr(colon + 1)))
            return wrong(m_url,
                "'" + std::string(authority.substr(colon + 1)) + "' is no port: expected a number from 1 to 65535");
        return std::string(authority.substr(0, colon));
    }

    Result<> readQuery(std::string_view query, bool mayNamePublish)
    {
        while (!query.empty()) {
            const auto end = query.find('&');
            const auto pair = query.substr(0, end);
            const auto equals = pair.find('=');
            const auto value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
            if (auto read = readOption(pair.substr(0, equals), value, mayNamePublish); !read)
                return read;
            query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
        }
        return {};
    }

    Result<> readOption(std::string_view name, std::string_view value, bool mayNamePublish)
    {
        if (name == "socket") {
            if (value == "sub")
                m_target.role = Target::Role::SubscribeOnly;
            else if (value == "pub")
                m_target.role = Target::Role::PublishOnly;
            else
                return wrong(
                    m_url, "socket '" + std::string(value) + "' is not supported: use socket=sub or socket=pub");
        } else if (name == "mode") {
            if (value != "connect")
                return wrong(m_url,
                    "mode '" + std::string(value)
                        + "' is not supported: use mode=connect, and let the other side bind");
        } else if (name == "publish" && mayNamePublish) {
            if (!isPort(value))
                return wrong(
                    m_url, "publish '" + std::string(value) + "' is no port: expected a number from 1 to 65535");
            m_publishPort = value;
        } else if (name == "reliable" && mayNamePublish) {
            if (!isPort(value))
                return wrong(
                    m_url, "reliable '" + std::string(value) + "' is no port: expected a number from 1 to 65535");
        } else {
            return wrong(m_url,
                "unknown option '" + std::string(name) + "': use socket" + (mayNamePublish ? ", publish, reliable" : "")
                    + " or mode");
        }
        return {};
    }

    Result<Target> withPrefix(std::string_view encoded)
    {
        const auto prefix = decode(encoded);
        if (!prefix)
            return wrong(m_url, "a percent sign in the prefix without two hexadecimal digits");
        m_target.prefix = *prefix;
        return m_target;
    }

    const std::string& m_url; // the caller's, for the time of the call
    Target m_target;
    std::string m_publishPort;
};

} // namespace

Result<Target> parseTarget(const std::string& url)
{
    const std::string_view text = url;
    TargetReader reader(url);
    if (text.starts_with("zmq+tcp://"))
        return reader.readTcp(text.substr(10));
    if (text.starts_with("zmq+ipc://"))
        return reader.readIpc(text.substr(10));
    if (text.starts_with("broker:"))
        return reader.readBroker(text.substr(7));
    return wrong(url, "expected broker:, zmq+tcp:// or zmq+ipc://");
}

Result<Settings> parseConfig(const ConnectorConfig& config)
{
    const auto url = config.value("url");
    if (url.empty())
        return failure(Fault::Invalid, "url: missing; broker: is the embedded broker of this user");
    const auto target = parseTarget(url);
    if (!target)
        return tl::unexpected(target.error());
    Settings settings;
    settings.target = *target;
    if (const auto text = config.value("max_message_bytes"); !text.empty()) {
        const auto limit = parseNumber<std::int64_t>(text);
        if (!limit || *limit < SmallestLimit || *limit > LargestLimit)
            return failure(
                Fault::Invalid, "max_message_bytes '" + text + "': expected a number of bytes from 1024 to 1073741824");
        settings.maxMessageBytes = *limit;
    }
    return settings;
}

Result<Target> resolve(const Target& target)
{
    if (target.kind == Target::Kind::Endpoints)
        return target;
    const auto broker = runtime::findBroker();
    if (!broker)
        return tl::unexpected(broker.error());
    auto resolved = target;
    resolved.kind = Target::Kind::Endpoints;
    resolved.subscribe = broker->subscribe;
    resolved.publish = broker->publish;
    return resolved;
}

} // namespace eventscope::zeromq
