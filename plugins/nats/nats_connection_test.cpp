// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_connection_test.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "plugins/nats/nats_dial.h"
#include "plugins/nats/nats_error.h"
#include "plugins/nats/nats_greeting.h"
#include "plugins/nats/nats_settings.h"

namespace eventscope::nats {
namespace {

/// `0.31 ms` from nanoseconds.
std::string toMilliseconds(std::int64_t nanoseconds)
{
    const auto hundredths = nanoseconds / 10'000;
    const auto fraction = hundredths % 100;
    return std::to_string(hundredths / 100) + (fraction < 10 ? ".0" : ".") + std::to_string(fraction) + " ms";
}

std::string describeServer(const Dialled& dialled, std::chrono::milliseconds deadline)
{
    std::string text = "Connected to ";
    if (const auto greeting = fetchGreeting(dialled.endpoint, deadline)) {
        text += "nats-server " + greeting->version + " \"" + greeting->name + "\" at " + dialled.endpoint.text();
        text += std::string(", TLS ") + (greeting->wantsTls ? "on" : "off") + ", JetStream "
            + (greeting->hasJetStream ? "yes" : "no");
        text += std::string(", headers ") + (greeting->hasHeaders ? "yes" : "no");
        if (!greeting->cluster.empty())
            text += ", cluster \"" + greeting->cluster + "\"";
    } else {
        text += dialled.endpoint.text();
    }
    std::int64_t roundTrip = 0;
    if (natsConnection_GetRTT(dialled.connection.get(), &roundTrip) == NATS_OK)
        text += ", round trip " + toMilliseconds(roundTrip);
    return text + ".";
}

/// The first subject that the server refuses.
std::optional<Error> refusedSubject(
    natsConnection* connection, const std::vector<std::string>& subjects, std::chrono::milliseconds deadline)
{
    for (const auto& subject : subjects) {
        natsSubscription* raw = nullptr;
        if (natsConnection_SubscribeSync(&raw, connection, subject.c_str()) != NATS_OK)
            continue;
        const SubscriptionHandle subscription(raw);
        natsConnection_FlushTimeout(connection, deadline.count());
        const char* text = nullptr;
        if (natsConnection_GetLastError(connection, &text) == NATS_NOT_PERMITTED) {
            if (const auto violation = parsePermissionViolation(text == nullptr ? "" : text))
                return explain(*violation);
        }
    }
    return std::nullopt;
}

} // namespace

Result<std::string> NatsConnectionTest::test(const ConnectorConfig& config, std::chrono::milliseconds deadline)
{
    const auto settings = readSettings(config, Subjects::Optional);
    if (!settings)
        return tl::unexpected(settings.error());
    const auto dialled = dialAny(*settings, std::make_shared<Notices>(), deadline);
    if (!dialled)
        return tl::unexpected(dialled.error());
    if (auto refused = refusedSubject(dialled->connection.get(), settings->subjects, deadline / 4))
        return tl::unexpected(*std::move(refused));
    auto text = describeServer(*dialled, deadline / 4);
    if (settings->subjects.empty())
        text += " No subject is chosen yet: add one to see its events.";
    return text;
}

} // namespace eventscope::nats
