// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_message.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include <string.h> // memmem, far faster than find in text full of quotes

#include "broker/event/cloud_event.h"
#include "broker/event/delivery_envelope.h"

namespace eventscope::nats {
namespace {

constexpr std::string_view Inbox = "_INBOX.";
constexpr std::string_view JetStreamAck = "$JS.ACK.";
constexpr std::string_view JetStream = "$JS.";
constexpr std::string_view System = "$SYS.";

bool isSame(std::string_view one, std::string_view other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char left, char right) {
        return std::tolower(static_cast<unsigned char>(left)) == std::tolower(static_cast<unsigned char>(right));
    });
}

template <class Number> std::optional<Number> readNumber(std::string_view text, int base = 10)
{
    Number number{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (problem != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return number;
}

EventKind kindOf(const MessageParts& parts, Role role)
{
    if (role == Role::Delivery)
        return EventKind::Delivery;
    if (parts.subject.starts_with(JetStreamAck))
        return EventKind::Acknowledgement;
    if (parts.subject.starts_with(JetStream) || parts.subject.starts_with(System))
        return EventKind::Control;
    return EventKind::Message;
}

std::string_view contentTypeOf(std::span<const Header> headers)
{
    for (const auto& header : headers) {
        if (header.value && isSame(header.name, "content-type"))
            return *header.value;
    }
    return {};
}

/// A structured CloudEvent without headers: the only form before servers had headers.
bool looksStructured(std::string_view payload)
{
    constexpr std::string_view Member = "\"specversion\"";
    constexpr std::size_t LookedAt = 64 * 1024;
    return payload.size() > Member.size() && payload.front() == '{'
        && ::memmem(payload.data(), std::min(payload.size(), LookedAt), Member.data(), Member.size()) != nullptr;
}

} // namespace

std::string_view toText(Role role)
{
    switch (role) {
    case Role::Publish:
        return "publish";
    case Role::Request:
        return "request";
    case Role::Reply:
        return "reply";
    case Role::Delivery:
        return "delivery";
    }
    return "";
}

Role roleOf(const MessageParts& parts)
{
    if (parts.reply.starts_with(JetStreamAck))
        return Role::Delivery;
    if (parts.subject.starts_with(Inbox))
        return Role::Reply;
    return parts.reply.empty() ? Role::Publish : Role::Request;
}

void MessageReader::add(natsMsg* message, std::string_view subscription)
{
    auto& slot = m_slots[m_events.size()];
    readHeaders(message, slot.headers, m_texts);
    const char* reply = natsMsg_GetReply(message);
    const MessageParts parts{
        .subject = natsMsg_GetSubject(message),
        .reply = reply == nullptr ? std::string_view() : std::string_view(reply),
        .payload = {natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message))},
        .subscription = subscription,
    };
    fill(m_events.emplace_back(), slot, parts);
}

void MessageReader::add(const MessageParts& parts, const MessageHeaders& headers)
{
    auto& slot = m_slots[m_events.size()];
    slot.headers = headers;
    fill(m_events.emplace_back(), slot, parts);
}

void MessageReader::fill(IncomingEvent& event, Slot& slot, const MessageParts& parts)
{
    const auto role = roleOf(parts);
    event.kind = kindOf(parts, role);
    event.channel = parts.subject;
    event.payload = parts.payload;

    std::size_t fieldCount = 0;
    slot.fields[fieldCount++] = {"nats.role", toText(role)};
    if (parts.subscription != parts.subject)
        slot.fields[fieldCount++] = {"nats.subscription", parts.subscription};
    if (!parts.reply.empty())
        slot.fields[fieldCount++] = {"nats.reply", parts.reply};
    m_hasTexts = m_hasTexts || !slot.headers.status.empty();
    if (!slot.headers.status.empty())
        slot.fields[fieldCount++] = {"nats.status", slot.headers.status};

    if (!slot.headers.headers.empty()) {
        event.headers = slot.headers.headers;
        event.contentType = contentTypeOf(event.headers);
        const bool isBinary = readBinaryCloudEvent(event.headers, CloudEventBinding::Nats, event, m_texts);
        if (!isBinary && isStructuredCloudEvent(event.contentType))
            readStructuredCloudEvent(parts.payload, event, m_texts);
        readEnvelope(event, slot, fieldCount, parts.payload);
        m_hasTexts = true;
    } else if (looksStructured(parts.payload)) {
        readStructuredCloudEvent(parts.payload, event, m_texts);
        m_hasTexts = true;
    }
    if (event.correlation.empty() && role == Role::Request)
        event.correlation = parts.reply;
    else if (event.correlation.empty() && role == Role::Reply)
        event.correlation = parts.subject;
    event.fields = std::span(slot.fields).first(fieldCount);
}

void MessageReader::readEnvelope(IncomingEvent& event, Slot& slot, std::size_t& fieldCount, std::string_view payload)
{
    std::string_view producer;
    std::optional<std::uint32_t> epoch;
    std::optional<std::uint64_t> sequence;
    for (const auto& header : event.headers) {
        if (!header.value || !header.name.starts_with("Es-"))
            continue;
        if (header.name == envelope::Producer) {
            producer = *header.value;
        } else if (header.name == envelope::Epoch) {
            epoch = readNumber<std::uint32_t>(*header.value);
        } else if (header.name == envelope::Sequence) {
            sequence = readNumber<std::uint64_t>(*header.value);
        } else if (header.name == envelope::Sent && !event.eventTime) {
            if (const auto sent = parseRfc3339(*header.value))
                event.eventTime = *sent;
        } else if (header.name == envelope::Checksum) {
            const auto stated = readNumber<std::uint32_t>(*header.value, 16);
            slot.fields[fieldCount++] = {
                "nats.checksum", std::string_view(stated == crc32c(payload) ? "right" : "wrong")};
        }
        if (fieldCount == slot.fields.size())
            break;
    }
    // Half an identity proves nothing.
    if (!producer.empty() && epoch && sequence) {
        event.producer = producer;
        event.epoch = epoch;
        event.sequence = sequence;
    }
}

void MessageReader::clear()
{
    m_events.clear();
    if (m_hasTexts)
        m_texts.clear();
    m_hasTexts = false;
}

} // namespace eventscope::nats
