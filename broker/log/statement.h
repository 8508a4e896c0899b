// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "broker/event/result.h"

struct sqlite3_stmt;

namespace eventscope::log {

/// One prepared statement. Ends with its database or before. Thread: that of its database.
class Statement {
public:
    Statement() = default;
    explicit Statement(sqlite3_stmt* statement)
        : m_statement(statement)
    {
    }
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Parameters count from 1. Texts and blobs are not copied: they must live until the next reset.
    void bindNull(int parameter);
    void bindInteger(int parameter, std::int64_t value);
    void bindText(int parameter, std::string_view text);
    void bindBlob(int parameter, std::string_view bytes);

    /// True on a row, false at the end.
    [[nodiscard]] Result<bool> step();
    /// Steps once and resets; for statements without rows.
    [[nodiscard]] Result<> run();
    /// As run, but only the code of SQLite: for the hot path, which has no use for a text.
    [[nodiscard]] int runQuickly();
    void reset();

    /// Columns count from 0.
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    /// The bytes of a text or blob; nullopt for NULL. Valid until the next step or reset.
    [[nodiscard]] std::optional<std::string_view> bytes(int column) const;

private:
    /// Notes that the parameter holds a value, for bindNull.
    void noteValue(int parameter);

    sqlite3_stmt* m_statement = nullptr;
    // A bit for each of the first parameters that holds NULL, as all do at first. Parameters keep their values from row
    // to row, and most columns of most rows are NULL.
    std::uint32_t m_nulls = ~std::uint32_t{0};
};

} // namespace eventscope::log
