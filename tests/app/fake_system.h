// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "broker/plugin/connection_test.h"
#include "broker/plugin/connector_factory.h"
#include "broker/plugin/manifest.h"

namespace eventscope::fakes {

/// A system that answers a connection test as it is told, without any network.
class FakeFactory final : public ConnectorFactory {
public:
    Result<std::string> answer = std::string("nats-server 2.9.10, 3 subjects.");

    [[nodiscard]] std::unique_ptr<Connector> create(const Context&) const override
    {
        return std::make_unique<FakeConnector>(answer);
    }
    [[nodiscard]] Result<ConnectorConfig> parseUrl(const std::string& url) const override
    {
        if (url.find("://") == std::string::npos)
            return failure(Fault::Invalid, "URL '" + url + "': expected fake://HOST:PORT");
        return ConnectorConfig{"", {{"url", url}}};
    }
    [[nodiscard]] std::vector<ForeignConnection> foreignConnections() const override
    {
        return {{{"lab", {{"url", "fake://lab:4222"}}}, "~/.config/fake/lab.json", {"The key 'socks' was left out."}}};
    }

private:
    class FakeConnector final : public Connector, public ConnectionTest {
    public:
        explicit FakeConnector(Result<std::string> answer)
            : m_answer(std::move(answer))
        {
        }
        [[nodiscard]] Result<> start(const ConnectorConfig&, EventSink&) override { return {}; }
        void stop() noexcept override { }
        [[nodiscard]] ConnectionTest* connectionTest() override { return this; }
        [[nodiscard]] Result<std::string> test(const ConnectorConfig&, std::chrono::milliseconds) override
        {
            return m_answer;
        }

    private:
        Result<std::string> m_answer;
    };
};

inline Manifest fakeManifest()
{
    Manifest manifest;
    manifest.id = "fake";
    manifest.name = "Fake";
    manifest.schemes = {"fake"};
    manifest.abilities = {"test", "import"};
    using Kind = ConfigKey::Kind;
    manifest.config = {
        {.key = "url",
            .label = "Server",
            .description = "fake://HOST:PORT, several with commas",
            .kind = Kind::Url,
            .choices = {},
            .fallback = "fake://localhost:4222",
            .group = "",
            .isRequired = true},
        {.key = "subjects",
            .label = "Subjects",
            .description = "orders.>, payments.*",
            .kind = Kind::Text,
            .choices = {},
            .fallback = "",
            .group = "",
            .isRequired = true},
        {.key = "user",
            .label = "User",
            .description = "",
            .kind = Kind::Text,
            .choices = {},
            .fallback = "",
            .group = "Login"},
        {.key = "password",
            .label = "Password",
            .description = "",
            .kind = Kind::Text,
            .choices = {},
            .fallback = "",
            .group = "Login",
            .isSecret = true},
        {.key = "tls",
            .label = "TLS",
            .description = "Encrypt the connection",
            .kind = Kind::Choice,
            .choices = {"off", "on", "mutual"},
            .fallback = "off",
            .group = "TLS"},
        {.key = "ca",
            .label = "Certificate authority",
            .description = "PEM file",
            .kind = Kind::File,
            .choices = {},
            .fallback = "",
            .group = "TLS"},
        {.key = "max_pending",
            .label = "Pending limit",
            .description = "",
            .kind = Kind::Integer,
            .choices = {},
            .fallback = "65536",
            .group = "Limits"},
        {.key = "timeout",
            .label = "Time-out",
            .description = "",
            .kind = Kind::Duration,
            .choices = {},
            .fallback = "2s",
            .group = "Limits"},
        {.key = "echo",
            .label = "See own events",
            .description = "",
            .kind = Kind::Boolean,
            .choices = {},
            .fallback = "true",
            .group = "Limits"},
    };
    return manifest;
}

} // namespace eventscope::fakes
