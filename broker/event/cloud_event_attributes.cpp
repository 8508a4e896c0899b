// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/cloud_event_attributes.h"

#include <algorithm>
#include <cstdint>

#include "broker/event/json_bytes.h"
#include "broker/event/json_values.h"

namespace eventscope {

bool CloudEventAttributes::take(std::string_view name, std::string_view value)
{
    const auto* const known = std::find(Names.begin(), Names.end(), name);
    if (known == Names.end())
        return false;
    m_values.at(static_cast<std::size_t>(known - Names.begin())) = value;
    return true;
}

bool CloudEventAttributes::isRequired(std::string_view name)
{
    return std::find(Names.begin(), Names.begin() + Subject, name) != Names.begin() + Subject;
}

bool CloudEventAttributes::isComplete() const
{
    return std::all_of(
        m_values.begin(), m_values.begin() + Subject, [](const auto& value) { return value && !value->empty(); });
}

void CloudEventAttributes::applyTo(IncomingEvent& event) const
{
    const auto set = [&](Name name, std::string_view& member) { member = m_values[name].value_or(member); };
    set(Id, event.id);
    set(Source, event.source);
    set(Type, event.type);
    set(Subject, event.subject);
    set(ContentType, event.contentType);
    set(Correlation, event.correlation);
    set(Causation, event.causation);
    set(Traceparent, event.traceparent);
    if (const auto time = m_values[Time] ? parseRfc3339(*m_values[Time]) : failure(Fault::Invalid, ""))
        event.eventTime = *time;
    if (m_values[PartitionKey] && !event.key)
        event.key = m_values[PartitionKey];
    if (m_values[Sequence] && !event.sequence)
        event.sequence = wholeNumber<std::uint64_t>(*m_values[Sequence]);
    if (m_values[Producer] && event.producer.empty())
        event.producer = *m_values[Producer];
    if (m_values[Epoch] && !event.epoch)
        event.epoch = wholeNumber<std::uint32_t>(*m_values[Epoch]);
}

void appendPercentEncoded(std::string& to, std::string_view text)
{
    constexpr std::string_view Digits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (byte > 0x20 && byte < 0x7F && c != '"' && c != '%') {
            to.push_back(c);
            continue;
        }
        to.push_back('%');
        to.push_back(Digits[byte >> 4U]);
        to.push_back(Digits[byte & 0xFU]);
    }
}

std::string decodePercent(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && text.size() - i > 2 ? json::hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? json::hexDigit(text[i + 2]) : -1;
        if (low < 0) {
            decoded.push_back(text[i]);
            continue;
        }
        decoded.push_back(static_cast<char>(static_cast<std::uint8_t>(high * 16 + low)));
        i += 2;
    }
    return decoded;
}

bool isJsonMediaType(std::string_view contentType)
{
    auto type = std::string(contentType.substr(0, contentType.find(';')));
    std::transform(type.begin(), type.end(), type.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    type.erase(type.find_last_not_of(" \t") + 1);
    return type.empty() || type.ends_with("/json") || type.ends_with("+json");
}

} // namespace eventscope
