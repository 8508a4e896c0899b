// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "broker/event/event_batch.h"
#include "broker/event/names.h"

namespace eventscope::bench {

/// A batch like those of a live session: `events` messages with key, id, type and a payload of that size.
[[nodiscard]] std::unique_ptr<EventBatch> liveBatch(Names& names, std::size_t events, std::size_t payloadBytes);

/// Rows a second of a bare SQLite loop that keeps the promises of the log: its schema, pragmas, commits of `commitRows`
/// rows, checkpoints and a synced mark for each commit. Every column is bound from memory. Negative on failure.
[[nodiscard]] double bareSqliteRows(
    const std::filesystem::path& folder, const EventBatch& batch, std::size_t rows, std::size_t commitRows);

/// A batch like those of a plain ZeroMQ or NATS program: a channel, a payload, and what the connector adds.
[[nodiscard]] std::unique_ptr<EventBatch> plainBatch(
    Names& names, std::size_t events, std::size_t payloadBytes, std::span<const Field> fields = {});

/// What both sides promise, with that many rows a commit.
[[nodiscard]] std::string logConditions(std::size_t commitRows);

} // namespace eventscope::bench
