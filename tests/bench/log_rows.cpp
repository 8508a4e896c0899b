// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/log_rows.h"

#include <array>
#include <chrono>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "broker/event/batch_builder.h"
#include "broker/log/schema.h"

namespace eventscope::bench {
namespace {

void exec(sqlite3* database, const char* sql) { sqlite3_exec(database, sql, nullptr, nullptr, nullptr); }

void bindNumber(sqlite3_stmt* statement, int parameter, std::int64_t value, std::int64_t none)
{
    if (value == none)
        sqlite3_bind_null(statement, parameter);
    else
        sqlite3_bind_int64(statement, parameter, value);
}

void bindBytes(sqlite3_stmt* statement, int parameter, const EventBatch& batch, Slice slice, bool isText)
{
    const auto bytes = batch.bytes(slice);
    if (!slice.isPresent())
        sqlite3_bind_null(statement, parameter);
    else if (isText)
        sqlite3_bind_text64(statement, parameter, bytes.data(), bytes.size(), SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_blob64(statement, parameter, bytes.data(), bytes.size(), SQLITE_STATIC);
}

void bindRow(sqlite3_stmt* statement, const EventBatch& batch, const Event& event, std::int64_t position)
{
    const std::array<std::int64_t, 8> ids{position, static_cast<std::int64_t>(event.kind), event.connection.value(),
        event.channel.value(), event.producer.value(), event.source.value(), event.type.value(),
        event.contentType.value()};
    for (std::size_t i = 0; i < ids.size(); ++i)
        bindNumber(statement, static_cast<int>(i) + 1, ids[i], i < 2 ? -1 : 0);
    bindNumber(statement, 9, event.partition, Event::NoPartition);
    bindNumber(statement, 10, event.offset, Event::NoOffset);
    bindNumber(statement, 11, toNanoseconds(event.eventTime), toNanoseconds(NoTime));
    bindNumber(statement, 12, toNanoseconds(event.observedTime), toNanoseconds(NoTime));
    bindNumber(statement, 13, event.epoch, Event::NoEpoch);
    bindNumber(statement, 14, static_cast<std::int64_t>(event.sequence), -1);
    const std::array<Slice, 9> slices{event.key, event.id, event.subject, event.correlation, event.causation,
        event.traceparent, event.headers, event.fields, event.payload};
    for (std::size_t i = 0; i < slices.size(); ++i)
        bindBytes(statement, static_cast<int>(i) + 15, batch, slices[i], i >= 1 && i <= 5);
    sqlite3_bind_int64(statement, 24, 0);
}

} // namespace

std::string logConditions(std::size_t commitRows)
{
    return "same schema, 16 KiB pages, WAL, synchronous FULL, " + std::to_string(commitRows)
        + " rows a commit, a synced 32-byte mark for each commit, checkpoint every 32 MiB, no index; one thread";
}

std::unique_ptr<EventBatch> liveBatch(Names& names, std::size_t events, std::size_t payloadBytes)
{
    BatchBuilder builder(names);
    const std::string payload(payloadBytes, 'x');
    IncomingEvent event;
    event.type = "order.created";
    event.source = "/shop/orders";
    event.contentType = "application/json";
    event.payload = payload;
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    for (std::size_t i = 0; i < events; ++i) {
        const auto channel = "channel." + std::to_string(i % 16);
        const auto key = std::to_string(4711 + i % 97);
        event.channel = channel;
        event.key = key;
        event.id = key;
        event.eventTime = now;
        builder.add(event, names.connections.intern("bench"), now + std::chrono::microseconds(i));
    }
    return builder.take();
}

std::unique_ptr<EventBatch> plainBatch(
    Names& names, std::size_t events, std::size_t payloadBytes, std::span<const Field> fields)
{
    BatchBuilder builder(names);
    const std::string payload(payloadBytes, 'x');
    IncomingEvent event;
    event.payload = payload;
    event.fields = fields;
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    for (std::size_t i = 0; i < events; ++i) {
        const auto channel = "orders.eu." + std::to_string(i % 16);
        event.channel = channel;
        builder.add(event, names.connections.intern("bench"), now + std::chrono::microseconds(i));
    }
    return builder.take();
}

double bareSqliteRows(
    const std::filesystem::path& folder, const EventBatch& batch, std::size_t rows, std::size_t commitRows)
{
    std::filesystem::create_directories(folder);
    const auto path = folder / "bare.db";
    sqlite3* database = nullptr;
    if (sqlite3_open_v2(
            path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr)
        != SQLITE_OK)
        return -1;
    exec(database, "PRAGMA page_size = 16384");
    exec(database, log::SchemaSql);
    exec(database,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000;"
        "PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(database,
        "INSERT INTO events VALUES "
        "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24)",
        -1, &insert, nullptr);
    const int mark = ::open((folder / "mark").c_str(), O_CREAT | O_RDWR | O_DSYNC | O_CLOEXEC, 0600);
    const std::array<char, 32> slot{};
    bool isRight = insert != nullptr && mark >= 0;

    const auto begin = std::chrono::steady_clock::now();
    for (std::size_t row = 0; row < rows && isRight;) {
        exec(database, "BEGIN");
        for (std::size_t i = 0; i < commitRows; ++i, ++row) {
            bindRow(insert, batch, batch.event(row % batch.size()), static_cast<std::int64_t>(row) + 1);
            isRight = sqlite3_step(insert) == SQLITE_DONE && isRight;
            sqlite3_reset(insert);
        }
        exec(database, "COMMIT");
        isRight = ::pwrite(mark, slot.data(), slot.size(), 0) == static_cast<ssize_t>(slot.size()) && isRight;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;

    sqlite3_finalize(insert);
    sqlite3_close(database);
    ::close(mark);
    std::filesystem::remove_all(folder);
    return isRight ? static_cast<double>(rows) / took.count() : -1;
}

} // namespace eventscope::bench
