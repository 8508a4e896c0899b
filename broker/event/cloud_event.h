// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/event_batch.h"
#include "broker/event/incoming_event.h"
#include "broker/event/names.h"
#include "broker/event/text_store.h"

namespace eventscope {

/// How a protocol binding writes CloudEvents attributes into headers (CloudEvents 1.0.2, protocol bindings).
enum class CloudEventBinding : std::uint8_t {
    Kafka, ///< `ce_<attribute>`, plain UTF-8
    Nats, ///< `ce-<attribute>`, values percent-encoded, names without regard to case
};

/// Whether a media type says "structured CloudEvent in JSON". Parameters and case are ignored.
[[nodiscard]] bool isStructuredCloudEvent(std::string_view contentType);

/// Fills the attributes of `event` from headers in binary mode. False, and `event` untouched, unless id, source, type
/// and specversion are all there. `event.headers` is not changed: what was on the wire stays visible.
bool readBinaryCloudEvent(
    std::span<const Header> headers, CloudEventBinding binding, IncomingEvent& event, TextStore& texts);

/// Reads a structured CloudEvent in JSON: attributes and extensions into `event`, `data` or `data_base64` as its
/// payload. False, and `event` untouched, where the text is not a JSON object with specversion, id, source and type.
/// Extensions that no member of an event holds are appended to `extensions` as headers `ce_<name>`, where it is given.
bool readStructuredCloudEvent(
    std::string_view json, IncomingEvent& event, TextStore& texts, std::vector<Header>* extensions = nullptr);

/// Appends the structured CloudEvents 1.0 JSON form; our further members become extension attributes. An event without
/// id, source or type gets one made of its coordinates. No line feed.
void appendStructuredCloudEvent(std::string& to, const EventView& event, const Names& names);

/// The attributes of `event` as headers in binary mode, to be sent together with its payload; `specversion` included.
/// Empty where `event` has none of id, source, type. Views look into `event` or `texts`.
[[nodiscard]] std::vector<Header> binaryCloudEventHeaders(
    const IncomingEvent& event, CloudEventBinding binding, TextStore& texts);

} // namespace eventscope
