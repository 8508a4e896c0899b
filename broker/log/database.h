// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "broker/event/result.h"
#include "broker/log/log_options.h"
#include "broker/log/statement.h"

struct sqlite3;

namespace eventscope::log {

/// What a code of SQLite means for the caller, with the message of the connection.
[[nodiscard]] Error databaseError(sqlite3* handle, int code);

/// Lets SQLite take back a change that its writer could not end: a kill in the moment of making or closing a file
/// leaves a rollback journal, and a read-only connection cannot open the file before. Nothing happens where there is
/// none. Must not be called while somebody writes the file. Errors: Denied, Corrupt, Unavailable.
[[nodiscard]] Result<> rollBackUnfinished(const std::filesystem::path& path);

/// One connection to one file. Errors name the file. Thread: one at a time.
class Database {
public:
    enum class Access {
        Create, ///< for writing, made if it is not there, mode 0600
        Write, ///< for writing, must be there
        Read, ///< read-only, the file is not trusted: no views, no triggers, tight limits
    };

    /// Errors: NotFound, Denied, Invalid (not a database), Unavailable.
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, Access access);

    /// Write-ahead log and the promises of `durability`; checkpoints are the caller's.
    [[nodiscard]] Result<> becomeWriter(LogOptions::Durability durability);

    [[nodiscard]] Result<> execute(const std::string& sql);
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    /// The first column of the first row; 0 for NULL and without rows.
    [[nodiscard]] Result<std::int64_t> number(std::string_view sql);
    /// As number, but the text.
    [[nodiscard]] Result<std::string> text(std::string_view sql);
    [[nodiscard]] bool isInTransaction() const;

    enum class Checkpoint { Passive, Truncate };
    [[nodiscard]] Result<> checkpoint(Checkpoint kind);
    /// Pages in the write-ahead log after the last commit.
    [[nodiscard]] int walPages() const { return *m_walPages; }

    /// The bytes of the main file, read and written through the connection's own descriptor: closing another one in
    /// this process would drop the locks of SQLite.
    [[nodiscard]] Result<std::uint64_t> fileBytes();
    [[nodiscard]] Result<> readBytes(std::uint64_t at, std::span<char> to);
    [[nodiscard]] Result<> writeBytes(std::uint64_t at, std::string_view bytes);
    [[nodiscard]] Result<> cutFile(std::uint64_t bytes);
    [[nodiscard]] Result<> syncFile();

    /// Calls `isWanted` now and then during long statements; false ends them with Unavailable. An empty function ends
    /// the watch.
    void watch(std::function<bool()> isWanted);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] Error error(int code) const;

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    Database(sqlite3* handle, std::filesystem::path path);
    [[nodiscard]] Result<> becomeReader();

    std::unique_ptr<std::function<bool()>> m_isWanted; // its address is the context of SQLite's handler
    std::unique_ptr<int> m_walPages = std::make_unique<int>(0); // its address is the hook's context
    std::unique_ptr<sqlite3, Close> m_handle;
    std::filesystem::path m_path;
};

} // namespace eventscope::log
