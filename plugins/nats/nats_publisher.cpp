// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_publisher.h"

#include <array>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

#include "broker/event/cloud_event.h"
#include "broker/event/delivery_envelope.h"
#include "plugins/nats/nats_dial.h"
#include "plugins/nats/nats_message.h"
#include "plugins/nats/nats_settings.h"
#include "plugins/nats/nats_subject.h"

namespace eventscope::nats {
namespace {

std::string toHex(std::uint32_t number)
{
    std::array<char, 9> text{};
    std::snprintf(text.data(), text.size(), "%08x", number);
    return text.data();
}

/// A line feed in a header would let its value pass for further headers.
bool isHeaderSafe(std::string_view text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

Result<> addHeader(natsMsg* message, std::string_view name, std::string_view value)
{
    if (name.empty() || name.find(':') != std::string_view::npos || !isHeaderSafe(name) || !isHeaderSafe(value))
        return failure(Fault::Invalid,
            "header '" + std::string(name) + "': a name without colon and a value without line feed are expected.");
    const auto status = natsMsgHeader_Add(message, std::string(name).c_str(), std::string(value).c_str());
    if (status != NATS_OK)
        return failure(Fault::Invalid, "header '" + std::string(name) + "': " + natsStatus_GetText(status) + ".");
    return {};
}

std::vector<std::pair<std::string, std::string>> envelopeHeaders(const IncomingEvent& event)
{
    if (event.producer.empty() || !event.sequence)
        return {};
    std::vector<std::pair<std::string, std::string>> headers{
        {std::string(envelope::Producer), std::string(event.producer)},
        {std::string(envelope::Epoch), std::to_string(event.epoch.value_or(0))},
        {std::string(envelope::Sequence), std::to_string(*event.sequence)},
        {std::string(envelope::Checksum), toHex(crc32c(event.payload.value_or(std::string_view())))},
    };
    if (event.eventTime)
        headers.emplace_back(envelope::Sent, toRfc3339(*event.eventTime));
    return headers;
}

Result<> addHeaders(natsMsg* message, const IncomingEvent& event)
{
    TextStore texts;
    const auto cloudEvent = binaryCloudEventHeaders(event, CloudEventBinding::Nats, texts);
    for (const auto& header : cloudEvent) {
        if (auto added = addHeader(message, header.name, header.value.value_or(std::string_view())); !added)
            return added;
    }
    for (const auto& [name, value] : envelopeHeaders(event)) {
        if (auto added = addHeader(message, name, value); !added)
            return added;
    }
    for (const auto& header : event.headers) {
        // An event that was read from NATS still has the headers that were just made of its attributes.
        const bool isMade = (!cloudEvent.empty() && header.name.starts_with("ce-")) || header.name.starts_with("Es-");
        if (isMade)
            continue;
        if (auto added = addHeader(message, header.name, header.value.value_or(std::string_view())); !added)
            return added;
    }
    return {};
}

} // namespace

Result<> NatsPublisher::open(const ConnectorConfig& config, std::chrono::milliseconds deadline)
{
    close();
    const auto settings = readSettings(config, Subjects::Optional);
    if (!settings)
        return tl::unexpected(settings.error());
    m_notices = std::make_shared<Notices>();
    auto dialled = dialAny(*settings, m_notices, deadline);
    if (!dialled)
        return tl::unexpected(dialled.error());
    m_server = dialled->endpoint.text();
    m_connection = std::move(dialled->connection);
    m_subject = settings->subjects.size() == 1 ? settings->subjects.front() : std::string();
    m_toldViolation.clear();
    return {};
}

Result<> NatsPublisher::send(const IncomingEvent& event)
{
    if (!m_connection)
        return failure(Fault::Unavailable, "The publisher is not connected.");
    const auto subject = event.channel.empty() ? m_subject : std::string(event.channel);
    if (subject.empty())
        return failure(Fault::Invalid,
            "There is no one subject to publish to: name it in the URL, such as nats://HOST:4222/orders.eu.");
    if (auto checked = checkPublication(subject); !checked)
        return checked;
    const auto payload = event.payload.value_or(std::string_view());
    const auto limit = natsConnection_GetMaxPayload(m_connection.get());
    if (limit > 0 && payload.size() > static_cast<std::size_t>(limit))
        return explainPublish(NATS_MAX_PAYLOAD, subject, payload.size());

    natsMsg* raw = nullptr;
    if (natsMsg_Create(&raw, subject.c_str(), nullptr, payload.data(), static_cast<int>(payload.size())) != NATS_OK)
        return failure(Fault::Full, "There is no memory for the message to '" + subject + "'.");
    const MessageHandle message(raw);
    if (auto added = addHeaders(raw, event); !added)
        return added;
    return explainPublish(natsConnection_PublishMsg(m_connection.get(), raw), subject, payload.size());
}

Result<> NatsPublisher::explainPublish(natsStatus status, const std::string& subject, std::size_t bytes) const
{
    switch (status) {
    case NATS_OK:
        return {};
    case NATS_MAX_PAYLOAD:
        return failure(Fault::Invalid,
            "The payload for '" + subject + "' has " + std::to_string(bytes) + " bytes, but " + m_server
                + " takes at most " + std::to_string(natsConnection_GetMaxPayload(m_connection.get()))
                + ", headers included: send less, or raise max_payload of the server.");
    case NATS_NO_SERVER_SUPPORT:
        return failure(Fault::Invalid,
            m_server
                + " knows no headers, which CloudEvents attributes need: a server of version 2.2 or later is needed.");
    case NATS_INSUFFICIENT_BUFFER:
        return failure(Fault::Full, m_server + " takes messages more slowly than they are sent.");
    default:
        return failure(Fault::Unavailable,
            "Publishing to '" + subject + "' at " + m_server + " failed: " + natsStatus_GetText(status) + ".");
    }
}

Result<> NatsPublisher::flush(std::chrono::milliseconds deadline)
{
    if (!m_connection)
        return failure(Fault::Unavailable, "The publisher is not connected.");
    const auto status = natsConnection_FlushTimeout(m_connection.get(), std::max<std::int64_t>(deadline.count(), 1));
    if (status != NATS_OK)
        return failure(
            Fault::Unavailable, m_server + " did not confirm what was sent: " + natsStatus_GetText(status) + ".");
    // A refusal comes before the answer to the flush, but nats.c tells it on another thread: the connection knows
    // first.
    const auto violations = m_notices->take().violations;
    const char* text = nullptr;
    const bool isRefused = natsConnection_GetLastError(m_connection.get(), &text) == NATS_NOT_PERMITTED
        && text != nullptr && text != m_toldViolation;
    if (isRefused) {
        m_toldViolation = text;
        if (const auto violation = parsePermissionViolation(m_toldViolation))
            return tl::unexpected(explain(*violation));
    }
    if (!violations.empty()
        && parsePermissionViolation(m_toldViolation).value_or(PermissionViolation{}).subject
            != violations.front().subject)
        return tl::unexpected(explain(violations.front()));
    return {};
}

void NatsPublisher::close() noexcept
{
    if (m_connection)
        natsConnection_Close(m_connection.get()); // sends what is buffered
    m_connection.reset();
}

} // namespace eventscope::nats
