// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/database.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "broker/log/schema.h"

namespace eventscope::log {
namespace {

constexpr int BusyMilliseconds = 5000;
constexpr int ProgressEvery = 10'000; // virtual machine steps, some 100 µs

/// Bounds for a file that anybody may have made. One event is at most 64 MiB; the rest is room for its other columns.
constexpr std::array<std::pair<int, int>, 9> ReaderLimits{{
    {SQLITE_LIMIT_LENGTH, 80 << 20},
    {SQLITE_LIMIT_SQL_LENGTH, 100'000},
    {SQLITE_LIMIT_COLUMN, 64},
    {SQLITE_LIMIT_EXPR_DEPTH, 20},
    {SQLITE_LIMIT_COMPOUND_SELECT, 3},
    {SQLITE_LIMIT_VDBE_OP, 25'000},
    {SQLITE_LIMIT_FUNCTION_ARG, 8},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
}};

Fault faultOf(sqlite3* handle, int code)
{
    switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_NOMEM:
        return Fault::Full;
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:
        return Fault::Corrupt;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
        return Fault::Denied;
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
        return Fault::Invalid;
    case SQLITE_NOTADB:
        return Fault::Invalid;
    case SQLITE_IOERR:
        // The shared memory of the write-ahead log has no code of its own for a full disk.
        if (code == SQLITE_IOERR_SHORT_READ)
            return Fault::Corrupt;
        return sqlite3_system_errno(handle) == ENOSPC || code == SQLITE_IOERR_SHMSIZE ? Fault::Full
                                                                                      : Fault::Unavailable;
    case SQLITE_CANTOPEN:
        return sqlite3_system_errno(handle) == ENOSPC ? Fault::Full : Fault::Unavailable;
    default:
        return Fault::Unavailable;
    }
}

sqlite3_file* mainFile(sqlite3* handle)
{
    sqlite3_file* file = nullptr;
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    return file;
}

int rememberWalPages(void* context, sqlite3*, const char*, int pages)
{
    *static_cast<int*>(context) = pages;
    return SQLITE_OK;
}

/// Made by us, since SQLite would take the mode of the umask; its companions take that of the main file.
Result<> ensurePrivateFile(const std::filesystem::path& path)
{
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file >= 0) {
        ::close(file);
        return {};
    }
    switch (errno) {
    case EEXIST:
        return {};
    case EACCES:
    case EPERM:
    case EROFS:
        return failure(Fault::Denied, path.string() + ": may not be made; choose a folder that you may write to");
    case ENOSPC:
        return failure(Fault::Full, path.string() + ": the disk is full");
    case ENOENT:
        return failure(Fault::NotFound, path.string() + ": its folder does not exist");
    default:
        return failure(Fault::Unavailable, path.string() + ": cannot be made (" + std::strerror(errno) + ")");
    }
}

/// What SQLite calls malformed, in words of a recording; empty where the file is not simply too short.
std::string howCut(const char* name)
{
    std::array<unsigned char, 32> header{}; // its last four bytes: the size in pages, big endian
    std::ifstream file(name, std::ios::binary);
    if (!file.read(reinterpret_cast<char*>(header.data()), static_cast<std::streamsize>(header.size())))
        return {};
    std::uint64_t pages = 0;
    for (std::size_t i = 28; i < header.size(); ++i)
        pages = pages << 8U | header[i];
    std::error_code absent;
    const auto bytes = std::filesystem::file_size(name, absent);
    if (absent || bytes >= pages * PageBytes)
        return {};
    return "the file was cut: it has " + std::to_string(bytes) + " bytes of " + std::to_string(pages * PageBytes)
        + ", and cannot be read; use another copy of it";
}

} // namespace

Error databaseError(sqlite3* handle, int code)
{
    const auto* const name = handle != nullptr ? sqlite3_db_filename(handle, "main") : nullptr;
    std::string what = name != nullptr ? std::string(name) + ": " : std::string();
    if (name != nullptr && (code & 0xFF) == SQLITE_CORRUPT) {
        if (const auto cut = howCut(name); !cut.empty())
            return {Fault::Corrupt, what + cut};
    }
    if ((code & 0xFF) == SQLITE_NOTADB)
        return {faultOf(handle, code), what + "this is not a recording of Eventscope, or its first bytes are damaged"};
    what += handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    return {faultOf(handle, code), std::move(what)};
}

Result<> rollBackUnfinished(const std::filesystem::path& path)
{
    std::error_code absent;
    if (!std::filesystem::exists(path.string() + "-journal", absent))
        return {};
    auto database = Database::open(path, Database::Access::Write);
    if (!database)
        return tl::unexpected(database.error());
    const auto tables = database->number("SELECT count(*) FROM sqlite_schema");
    return tables ? Result<>() : tl::unexpected(tables.error());
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Database::Database(sqlite3* handle, std::filesystem::path path)
    : m_handle(handle)
    , m_path(std::move(path))
{
}

Error Database::error(int code) const { return databaseError(m_handle.get(), code); }

Result<Database> Database::open(const std::filesystem::path& path, Access access)
{
    std::error_code ignored;
    if (access != Access::Create && !std::filesystem::exists(path, ignored))
        return failure(Fault::NotFound, path.string() + ": there is no such file");
    if (access == Access::Create) {
        if (auto made = ensurePrivateFile(path); !made)
            return tl::unexpected(made.error());
    }
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        | (access == Access::Read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    Database database(handle, path);
    if (code != SQLITE_OK) {
        auto error = database.error(code);
        const int reason = handle != nullptr ? sqlite3_system_errno(handle) : 0;
        if (reason == EACCES || reason == EPERM || reason == EROFS)
            error.fault = Fault::Denied;
        error.what = path.string() + ": cannot be opened (" + error.what + ")";
        return tl::unexpected(std::move(error));
    }
    sqlite3_busy_timeout(handle, BusyMilliseconds);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // Readers never checkpoint; a writer that goes without closing in order leaves everything as it is.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    auto settled = access == Access::Read ? database.becomeReader() : Result<>();
    if (!settled)
        return tl::unexpected(settled.error());
    return database;
}

Result<> Database::becomeReader()
{
    auto* const handle = m_handle.get();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_wal_autocheckpoint(handle, 0);
    for (const auto& [limit, value] : ReaderLimits)
        sqlite3_limit(handle, limit, value);
    return execute(
        "PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -8192;"
        "PRAGMA temp_store = MEMORY");
}

Result<> Database::becomeWriter(LogOptions::Durability durability)
{
    const bool isDurable = durability == LogOptions::Durability::Durable;
    sqlite3_wal_hook(m_handle.get(), rememberWalPages, m_walPages.get());
    const auto mode = text("PRAGMA journal_mode = WAL");
    if (!mode)
        return tl::unexpected(mode.error());
    if (*mode != "wal")
        return failure(Fault::Unavailable,
            m_path.string() + ": this file system cannot hold a write-ahead log; choose another folder");
    return execute(std::string("PRAGMA synchronous = ") + (isDurable ? "FULL" : "NORMAL")
        + "; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -65536; PRAGMA mmap_size = 0;"
          "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY");
}

Result<> Database::execute(const std::string& sql)
{
    const int code = sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Result<>() : tl::unexpected(error(code));
}

Result<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(
        m_handle.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return tl::unexpected(error(code));
    return Statement(statement);
}

Result<std::int64_t> Database::number(std::string_view sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    return statement->step().map([&](bool hasRow) { return hasRow ? statement->integer(0) : 0; });
}

Result<std::string> Database::text(std::string_view sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    return statement->step().map([&](bool hasRow) {
        return hasRow ? std::string(statement->bytes(0).value_or(std::string_view())) : std::string();
    });
}

bool Database::isInTransaction() const { return sqlite3_get_autocommit(m_handle.get()) == 0; }

Result<> Database::checkpoint(Checkpoint kind)
{
    const int mode = kind == Checkpoint::Passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE;
    const int code = sqlite3_wal_checkpoint_v2(m_handle.get(), nullptr, mode, nullptr, nullptr);
    if (code == SQLITE_OK && kind == Checkpoint::Truncate)
        *m_walPages = 0;
    return code == SQLITE_OK ? Result<>() : tl::unexpected(error(code));
}

Result<std::uint64_t> Database::fileBytes()
{
    auto* const file = mainFile(m_handle.get());
    sqlite3_int64 bytes = 0;
    const int code =
        file != nullptr && file->pMethods != nullptr ? file->pMethods->xFileSize(file, &bytes) : SQLITE_CANTOPEN;
    return code == SQLITE_OK ? Result<std::uint64_t>(static_cast<std::uint64_t>(bytes)) : tl::unexpected(error(code));
}

Result<> Database::readBytes(std::uint64_t at, std::span<char> to)
{
    auto* const file = mainFile(m_handle.get());
    const int code =
        file->pMethods->xRead(file, to.data(), static_cast<int>(to.size()), static_cast<sqlite3_int64>(at));
    return code == SQLITE_OK ? Result<>()
                             : failure(faultOf(m_handle.get(), code), m_path.string() + ": bytes cannot be read");
}

Result<> Database::writeBytes(std::uint64_t at, std::string_view bytes)
{
    auto* const file = mainFile(m_handle.get());
    const int code =
        file->pMethods->xWrite(file, bytes.data(), static_cast<int>(bytes.size()), static_cast<sqlite3_int64>(at));
    return code == SQLITE_OK ? Result<>()
                             : failure(faultOf(m_handle.get(), code), m_path.string() + ": bytes cannot be written");
}

Result<> Database::cutFile(std::uint64_t bytes)
{
    auto* const file = mainFile(m_handle.get());
    const int code = file->pMethods->xTruncate(file, static_cast<sqlite3_int64>(bytes));
    return code == SQLITE_OK ? Result<>()
                             : failure(faultOf(m_handle.get(), code), m_path.string() + ": the file cannot be cut");
}

Result<> Database::syncFile()
{
    auto* const file = mainFile(m_handle.get());
    const int code = file->pMethods->xSync(file, SQLITE_SYNC_FULL);
    return code == SQLITE_OK ? Result<>() : failure(Fault::Unavailable, m_path.string() + ": the disk did not sync");
}

void Database::watch(std::function<bool()> isWanted)
{
    m_isWanted = isWanted ? std::make_unique<std::function<bool()>>(std::move(isWanted)) : nullptr;
    const auto ask = [](void* told) { return (*static_cast<std::function<bool()>*>(told))() ? 0 : 1; };
    sqlite3_progress_handler(m_handle.get(), ProgressEvery, m_isWanted ? +ask : nullptr, m_isWanted.get());
}

} // namespace eventscope::log
