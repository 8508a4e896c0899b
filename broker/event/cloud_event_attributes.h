// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "broker/event/incoming_event.h"

namespace eventscope {

/// Gathers CloudEvents attributes until it is known whether the required ones are there.
class CloudEventAttributes {
public:
    /// False for a name that no member of an event holds.
    bool take(std::string_view name, std::string_view value);
    /// Whether the name is one of id, source, type and specversion.
    [[nodiscard]] static bool isRequired(std::string_view name);
    /// Whether specversion, id, source and type are there.
    [[nodiscard]] bool isComplete() const;
    /// Sets what was taken. Key, producer, epoch and sequence that the event has already stay: the broker's key and the
    /// delivery envelope say more than an extension. A time or number that cannot be read is left out.
    void applyTo(IncomingEvent& event) const;

private:
    enum Name : std::size_t {
        SpecVersion,
        Id,
        Source,
        Type,
        Subject,
        Time,
        ContentType,
        Correlation,
        Causation,
        Traceparent,
        PartitionKey,
        Sequence,
        Producer,
        Epoch,
        NameCount
    };
    static constexpr std::array<std::string_view, NameCount> Names{"specversion", "id", "source", "type", "subject",
        "time", "datacontenttype", "correlationid", "causationid", "traceparent", "partitionkey", "sequence",
        "producer", "epoch"};

    std::array<std::optional<std::string_view>, NameCount> m_values;
};

/// Appends a text with every byte escaped that is not printable ASCII, and space, `"` and `%` (CloudEvents 1.0.2, HTTP
/// protocol binding, 3.1.3.2).
void appendPercentEncoded(std::string& to, std::string_view text);
/// The text with its percent escapes decoded; a percent sign without two hexadecimal digits stays.
[[nodiscard]] std::string decodePercent(std::string_view text);

/// Whether a media type, parameters aside, is `json` or ends with `+json`. An empty one is: JSON is the default.
[[nodiscard]] bool isJsonMediaType(std::string_view contentType);

} // namespace eventscope
