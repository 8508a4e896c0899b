// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "broker/event/names.h"
#include "broker/log/database.h"
#include "broker/log/stored_row.h"

namespace eventscope::log {

/// The texts of the column names.kind.
[[nodiscard]] std::string_view toText(NameKind kind);

/// Gives the ids of a session ids of one file, adding rows to `names` as they come up. Thread: one at a time.
class NameWriter {
public:
    explicit NameWriter(const Names& names)
        : m_names(names)
    {
    }

    /// Reads what the file has; to be repeated after a rollback.
    [[nodiscard]] Result<> load(Database& database);

    /// Fills row.names. Error: that of the database.
    [[nodiscard]] Result<> translate(const Event& event, StoredRow& row);

private:
    [[nodiscard]] Result<std::int64_t> idOf(NameKind kind, std::uint32_t sessionId);
    [[nodiscard]] std::string_view textOf(NameKind kind, std::uint32_t sessionId) const;
    [[nodiscard]] Result<std::int64_t> add(NameKind kind, std::string_view text);

    const Names& m_names; // outlives: the session owns both
    Statement m_insert;
    std::array<std::vector<std::int64_t>, NameKinds> m_ids; // by session id; 0 = not known yet
    std::array<std::unordered_map<std::string, std::int64_t>, NameKinds> m_known;
    std::int64_t m_next = 1;
};

/// Gives the ids of one file ids of the session. Thread: one at a time.
class NameReader {
public:
    explicit NameReader(Names& names)
        : m_names(names)
    {
    }

    /// Reads the names that came since the last time.
    [[nodiscard]] Result<> refresh(Database& database);
    /// Whether every id of the row was there at the last refresh.
    [[nodiscard]] bool knows(const StoredRow& row) const;
    /// Sets the ids of the session. An id that the file has no text for becomes "(name lost)".
    void translate(const StoredRow& row, Event& event);
    /// Ids of the file for the texts of channels.
    [[nodiscard]] std::vector<std::int64_t> channelIds(const std::vector<std::string>& channels) const;
    [[nodiscard]] std::uint64_t damagedNames() const { return m_damaged; }

private:
    [[nodiscard]] std::uint32_t intern(NameKind kind, std::string_view text);
    [[nodiscard]] std::uint32_t sessionId(NameKind kind, std::int64_t fileId);

    Names& m_names; // outlives: the session owns both
    std::vector<std::uint32_t> m_ids; // by id of the file; 0 = none
    std::unordered_map<std::string, std::int64_t> m_channels;
    std::int64_t m_loaded = 0;
    std::uint64_t m_damaged = 0;
};

} // namespace eventscope::log
