// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/field_registry.h"

namespace eventscope::inspect {

/// One field of an event as a column or a detail knows it: read once from its name in the filter language, so that the
/// value of a cell is one switch away. A value.
class EventField {
public:
    enum class Source : std::uint8_t {
        Position,
        Kind,
        Connection,
        Channel,
        Partition,
        Offset,
        Time,
        Observed,
        Producer,
        Epoch,
        Sequence,
        Key,
        Id,
        EventSource,
        Type,
        Subject,
        ContentType,
        Correlation,
        Causation,
        Traceparent,
        Size,
        Payload, ///< `data`: the whole payload, cut
        DataPath, ///< `data.a.b`
        Header, ///< `headers['name']`
        Connector, ///< a field of a manifest
    };

    /// nullopt for a name that the filter language does not know.
    [[nodiscard]] static std::optional<EventField> parse(std::string_view name, const FieldRegistry& fields);

    /// As in the filter language.
    [[nodiscard]] const std::string& name() const { return m_name; }
    /// For a column head.
    [[nodiscard]] QString title() const;
    [[nodiscard]] const QString& description() const { return m_description; }
    [[nodiscard]] Source source() const { return m_source; }
    [[nodiscard]] FieldType type() const { return m_type; }
    [[nodiscard]] bool isNumber() const;
    /// Steps of a DataPath; the header's name alone for a Header.
    [[nodiscard]] const std::vector<std::string>& path() const { return m_path; }

private:
    std::string m_name;
    QString m_description;
    Source m_source = Source::Position;
    FieldType m_type = FieldType::Text;
    std::vector<std::string> m_path;
};

/// The columns that a flow has before anybody chose.
[[nodiscard]] std::vector<std::string> usualColumns();

} // namespace eventscope::inspect
