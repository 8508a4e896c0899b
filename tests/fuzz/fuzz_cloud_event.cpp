// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "broker/event/batch_builder.h"
#include "broker/event/cloud_event.h"
#include "broker/event/json_scan.h"
#include "tests/fuzz/must_hold.h"

using namespace eventscope;

namespace {

std::string written(const IncomingEvent& event)
{
    static Names names;
    BatchBuilder builder(names);
    builder.addAt(Position(1), event, names.connections.intern("fuzz"));
    std::string text;
    appendStructuredCloudEvent(text, EventView(*builder.take(), 0), names);
    return text;
}

/// Headers from bytes: name, line feed, value, line feed, …
std::vector<Header> headersOf(std::string_view bytes)
{
    std::vector<Header> headers;
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        const auto name = bytes.substr(0, end);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        const auto valueEnd = bytes.find('\n');
        headers.push_back({name, bytes.empty() ? std::nullopt : std::optional(bytes.substr(0, valueEnd))});
        bytes.remove_prefix(valueEnd == std::string_view::npos ? bytes.size() : valueEnd + 1);
    }
    return headers;
}

} // namespace

/// What is read as a CloudEvent is written as one that says the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    TextStore texts;
    IncomingEvent event;
    std::vector<Header> extensions;
    if (readStructuredCloudEvent(bytes, event, texts, &extensions)) {
        event.headers = extensions;
        const auto first = written(event);
        fuzz::mustHold(isValidJson(first) && first.find('\n') == std::string::npos, "it is JSON on one line", first);
        IncomingEvent again;
        fuzz::mustHold(readStructuredCloudEvent(first, again, texts), "it can be read again", first);
        fuzz::mustHold(
            again.id == event.id && again.source == event.source && again.type == event.type, "its name stays", first);
        fuzz::mustHold(again.payload.has_value() == event.payload.has_value(), "a payload stays one", first);
    }
    for (const auto binding : {CloudEventBinding::Kafka, CloudEventBinding::Nats}) {
        IncomingEvent binary;
        const auto headers = headersOf(bytes);
        if (!readBinaryCloudEvent(headers, binding, binary, texts))
            continue;
        IncomingEvent again;
        fuzz::mustHold(readBinaryCloudEvent(binaryCloudEventHeaders(binary, binding, texts), binding, again, texts),
            "headers can be read again");
        fuzz::mustHold(again.id == binary.id && again.subject == binary.subject && again.eventTime == binary.eventTime,
            "headers say the same");
    }
    return 0;
}
