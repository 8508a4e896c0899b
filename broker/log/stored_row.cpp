// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/stored_row.h"

#include "broker/log/row_checksum.h"

namespace eventscope::log {
namespace {

// Columns, from 0. Parameters of the insertion are one higher.
constexpr int PositionColumn = 0;
constexpr int KindColumn = 1;
constexpr int NamesColumn = 2;
constexpr int NumbersColumn = 8;
constexpr int SlicesColumn = 14;
constexpr int ChecksumColumn = 23;
constexpr std::size_t FirstText = 1; // key is a blob, then come five texts
constexpr std::size_t LastText = 5;
constexpr std::int64_t NoTimeNs = INT64_MIN;

void bindOptional(Statement& statement, int column, std::int64_t value, std::int64_t none)
{
    if (value == none)
        statement.bindNull(column + 1);
    else
        statement.bindInteger(column + 1, value);
}

std::int64_t optionalInteger(const Statement& statement, int column, std::int64_t none)
{
    return statement.isNull(column) ? none : statement.integer(column);
}

} // namespace

const char* const InsertRowSql =
    "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
    " ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)";

const char* const SelectRowColumns =
    "position, kind, connection, channel, producer, source, type, content_type, partition, \"offset\", event_ns, "
    "observed_ns,"
    " epoch, sequence, key, id, subject, correlation, causation, traceparent, headers, fields, payload, crc";

std::uint32_t StoredRow::checksum() const
{
    RowChecksum sum;
    const std::array<std::int64_t, 14> numbers{position, kind, names[0], names[1], names[2], names[3], names[4],
        names[5], partition, offset, eventNs, observedNs, epoch, sequence};
    sum.addNumbers(numbers);
    for (const auto& slice : slices)
        sum.addText(slice);
    return sum.value();
}

void StoredRow::bindTo(Statement& statement) const
{
    statement.bindInteger(PositionColumn + 1, position);
    statement.bindInteger(KindColumn + 1, kind);
    for (std::size_t i = 0; i < NameKinds; ++i)
        bindOptional(statement, NamesColumn + static_cast<int>(i), names[i], 0);
    bindOptional(statement, NumbersColumn, partition, Event::NoPartition);
    bindOptional(statement, NumbersColumn + 1, offset, Event::NoOffset);
    bindOptional(statement, NumbersColumn + 2, eventNs, NoTimeNs);
    bindOptional(statement, NumbersColumn + 3, observedNs, NoTimeNs);
    bindOptional(statement, NumbersColumn + 4, epoch, Event::NoEpoch);
    bindOptional(statement, NumbersColumn + 5, sequence, -1);
    for (std::size_t i = 0; i < Slices; ++i) {
        const int parameter = SlicesColumn + static_cast<int>(i) + 1;
        if (!slices[i])
            statement.bindNull(parameter);
        else if (i >= FirstText && i <= LastText)
            statement.bindText(parameter, *slices[i]);
        else
            statement.bindBlob(parameter, *slices[i]);
    }
    statement.bindInteger(ChecksumColumn + 1, checksum());
}

StoredRow StoredRow::from(const Statement& statement)
{
    StoredRow row;
    row.position = statement.integer(PositionColumn);
    row.kind = statement.integer(KindColumn);
    for (std::size_t i = 0; i < NameKinds; ++i)
        row.names[i] = statement.integer(NamesColumn + static_cast<int>(i)); // NULL reads as 0
    row.partition = optionalInteger(statement, NumbersColumn, Event::NoPartition);
    row.offset = optionalInteger(statement, NumbersColumn + 1, Event::NoOffset);
    row.eventNs = optionalInteger(statement, NumbersColumn + 2, NoTimeNs);
    row.observedNs = optionalInteger(statement, NumbersColumn + 3, NoTimeNs);
    row.epoch = optionalInteger(statement, NumbersColumn + 4, Event::NoEpoch);
    row.sequence = optionalInteger(statement, NumbersColumn + 5, -1);
    for (std::size_t i = 0; i < Slices; ++i)
        row.slices[i] = statement.bytes(SlicesColumn + static_cast<int>(i));
    return row;
}

std::uint32_t StoredRow::storedChecksum(const Statement& statement)
{
    const auto stored = statement.integer(ChecksumColumn);
    // A value that does not fit is wrong in any case: the checksum's complement is never equal to it.
    return stored >= 0 && stored <= UINT32_MAX ? static_cast<std::uint32_t>(stored) : ~from(statement).checksum();
}

StoredRow StoredRow::from(const EventBatch& batch, std::size_t index)
{
    const Event& event = batch.event(index);
    StoredRow row;
    row.position = static_cast<std::int64_t>(batch.position(index).value());
    row.kind = static_cast<std::int64_t>(event.kind);
    row.partition = event.partition;
    row.offset = event.offset;
    row.eventNs = toNanoseconds(event.eventTime);
    row.observedNs = toNanoseconds(event.observedTime);
    row.epoch = event.epoch;
    row.sequence = static_cast<std::int64_t>(event.sequence);
    const std::array<Slice, Slices> all{event.key, event.id, event.subject, event.correlation, event.causation,
        event.traceparent, event.headers, event.fields, event.payload};
    for (std::size_t i = 0; i < Slices; ++i)
        row.slices[i] = batch.optionalBytes(all[i]);
    return row;
}

} // namespace eventscope::log
