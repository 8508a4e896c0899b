// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/result.h"

namespace eventscope {

/// The type of a field in columns, filters and rules. Texts: see toText.
enum class FieldType : std::uint8_t { Text, Int32, Int64, UInt64, Double, Boolean, Time, Duration, Bytes };

[[nodiscard]] std::string_view toText(FieldType type);
/// Error: Fault::Invalid, naming the text and the known types.
[[nodiscard]] Result<FieldType> parseFieldType(std::string_view text);

/// One field of an event, as columns, completion, detail tree and filter language know it.
struct FieldDescription {
    std::string name; ///< as it is written in a filter: `channel`, `nats.reply`
    FieldType type = FieldType::Text;
    std::string unit; ///< empty where it has none
    std::string description; ///< one sentence for people
    std::string origin; ///< id of the plugin that fills it; empty for the fields that every event has

    friend bool operator==(const FieldDescription&, const FieldDescription&) = default;
};

/// Every known field: those that every event has, in the order of the JSON Lines form, then those of the manifests.
///
/// Built at start, read only afterwards. Thread: one builds; then any.
class FieldRegistry {
public:
    /// With the fields that every event has.
    FieldRegistry();

    /// Adds a field of a manifest. The same description twice is one field.
    /// Error: Fault::Invalid for a name that is not made of [a-z0-9_.] with a letter first, or one that is known with
    /// another type.
    Result<> add(FieldDescription field);

    [[nodiscard]] std::span<const FieldDescription> fields() const { return m_fields; }
    [[nodiscard]] const FieldDescription* find(std::string_view name) const;

private:
    std::vector<FieldDescription> m_fields;
};

} // namespace eventscope
