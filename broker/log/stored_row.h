// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "broker/event/event_batch.h"
#include "broker/log/statement.h"

namespace eventscope::log {

/// The interned texts of an event, in the order of the columns.
enum class NameKind : std::uint8_t { Connection, Channel, Producer, Source, Type, ContentType };
constexpr std::size_t NameKinds = 6;

/// One row of the table `events`: what the checksum is taken of and what is bound and read.
/// Views look into a batch or a statement. Numbers that are absent have the value that Event gives to absence.
struct StoredRow {
    static constexpr std::size_t Slices =
        9; ///< key, id, subject, correlation, causation, traceparent, headers, fields, payload

    std::int64_t position = 0;
    std::int64_t kind = 0;
    std::array<std::int64_t, NameKinds> names{}; ///< ids of the file; 0 = none
    std::int64_t partition = Event::NoPartition;
    std::int64_t offset = Event::NoOffset;
    std::int64_t eventNs = INT64_MIN;
    std::int64_t observedNs = INT64_MIN;
    std::int64_t epoch = Event::NoEpoch;
    std::int64_t sequence = -1; ///< the bits of the unsigned number; all ones = none
    std::array<std::optional<std::string_view>, Slices> slices;

    /// CRC32C over all members; the form is in log_format.md.
    [[nodiscard]] std::uint32_t checksum() const;
    /// For the statement that InsertRowSql makes.
    void bindTo(Statement& statement) const;
    /// From a row of SelectRowColumns.
    [[nodiscard]] static StoredRow from(const Statement& statement);
    /// The checksum that stands in the row.
    [[nodiscard]] static std::uint32_t storedChecksum(const Statement& statement);

    /// Everything but names, which are ids of a session.
    [[nodiscard]] static StoredRow from(const EventBatch& batch, std::size_t index);
};

extern const char* const InsertRowSql;
/// The columns in the order of StoredRow::from, for a SELECT.
extern const char* const SelectRowColumns;

} // namespace eventscope::log
