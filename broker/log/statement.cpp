// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/statement.h"

#include <utility>

#include <sqlite3.h>

#include "broker/log/database.h"

namespace eventscope::log {
namespace {

constexpr int NotedParameters = 32; // bits of m_nulls

} // namespace

Statement::~Statement() { sqlite3_finalize(m_statement); }

Statement::Statement(Statement&& other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr))
    , m_nulls(other.m_nulls)
{
}

Statement& Statement::operator=(Statement&& other) noexcept
{
    std::swap(m_statement, other.m_statement);
    std::swap(m_nulls, other.m_nulls);
    return *this;
}

void Statement::bindNull(int parameter)
{
    if (parameter > NotedParameters) {
        sqlite3_bind_null(m_statement, parameter);
        return;
    }
    const auto bit = std::uint32_t{1} << (parameter - 1);
    if ((m_nulls & bit) != 0)
        return;
    sqlite3_bind_null(m_statement, parameter);
    m_nulls |= bit;
}

void Statement::noteValue(int parameter)
{
    if (parameter <= NotedParameters)
        m_nulls &= ~(std::uint32_t{1} << (parameter - 1));
}

void Statement::bindInteger(int parameter, std::int64_t value)
{
    noteValue(parameter);
    sqlite3_bind_int64(m_statement, parameter, value);
}

void Statement::bindText(int parameter, std::string_view text)
{
    noteValue(parameter);
    // A null pointer would bind NULL, and an empty text differs from an absent one.
    sqlite3_bind_text64(
        m_statement, parameter, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bindBlob(int parameter, std::string_view bytes)
{
    noteValue(parameter);
    sqlite3_bind_blob64(
        m_statement, parameter, bytes.data() == nullptr ? "" : bytes.data(), bytes.size(), SQLITE_STATIC);
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return tl::unexpected(databaseError(sqlite3_db_handle(m_statement), code));
}

Result<> Statement::run()
{
    const auto stepped = step();
    reset();
    return stepped ? Result<>() : tl::unexpected(stepped.error());
}

int Statement::runQuickly()
{
    const int code = sqlite3_step(m_statement);
    sqlite3_reset(m_statement);
    return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
}

void Statement::reset() { sqlite3_reset(m_statement); }

bool Statement::isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

std::optional<std::string_view> Statement::bytes(int column) const
{
    if (isNull(column))
        return std::nullopt;
    const void* const data = sqlite3_column_blob(m_statement, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
    return data == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(data), size);
}

} // namespace eventscope::log
