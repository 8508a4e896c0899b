// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_greeting.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QTcpSocket>

#include <nlohmann/json.hpp>

namespace eventscope::nats {
namespace {

constexpr std::string_view Info = "INFO ";
constexpr qint64 MaxGreetingBytes = 64 * 1024;

std::string text(const nlohmann::json& info, const char* member)
{
    const auto found = info.find(member);
    return found != info.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag(const nlohmann::json& info, const char* member)
{
    const auto found = info.find(member);
    return found != info.end() && found->is_boolean() && found->get<bool>();
}

} // namespace

Result<ServerGreeting> parseGreeting(std::string_view line)
{
    if (!line.starts_with(Info))
        return failure(Fault::Corrupt, "it does not greet as a NATS server does.");
    const auto info = nlohmann::json::parse(line.substr(Info.size()), nullptr, false);
    if (info.is_discarded() || !info.is_object())
        return failure(Fault::Corrupt, "the greeting of the NATS server cannot be read.");
    ServerGreeting greeting;
    greeting.name = text(info, "server_name");
    greeting.version = text(info, "version");
    greeting.cluster = text(info, "cluster");
    if (const auto found = info.find("max_payload"); found != info.end() && found->is_number_unsigned())
        greeting.maxPayloadBytes = found->get<std::uint64_t>();
    greeting.hasHeaders = flag(info, "headers");
    greeting.hasJetStream = flag(info, "jetstream");
    greeting.wantsLogin = flag(info, "auth_required");
    greeting.wantsTls = flag(info, "tls_required");
    greeting.wantsClientCertificate = flag(info, "tls_verify");
    if (const auto found = info.find("connect_urls"); found != info.end() && found->is_array()) {
        for (const auto& url : *found) {
            if (url.is_string())
                greeting.otherServers.push_back(url.get<std::string>());
        }
    }
    return greeting;
}

Result<ServerGreeting> fetchGreeting(const Endpoint& endpoint, std::chrono::milliseconds deadline)
{
    const QDeadlineTimer timer(deadline);
    QTcpSocket socket;
    socket.connectToHost(QString::fromStdString(endpoint.host), endpoint.port);
    if (!socket.waitForConnected(static_cast<int>(timer.remainingTime())))
        return failure(Fault::Unavailable, socket.errorString().toStdString());
    QByteArray received;
    while (!received.contains('\n') && received.size() < MaxGreetingBytes) {
        if (!socket.waitForReadyRead(static_cast<int>(timer.remainingTime())))
            break;
        received += socket.read(MaxGreetingBytes - received.size());
    }
    const auto end = received.indexOf('\n');
    if (received.isEmpty())
        return failure(Fault::Corrupt, "it accepts connections but does not answer.");
    return parseGreeting(
        std::string_view(received.constData(), static_cast<std::size_t>(end < 0 ? received.size() : end)));
}

} // namespace eventscope::nats
