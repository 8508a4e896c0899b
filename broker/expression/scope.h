// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "broker/event/field_registry.h"
#include "broker/expression/term.h"

namespace eventscope::expression {

/// What names mean: the fields of events, or the columns of a table.
class Scope {
public:
    Scope() = default;
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    virtual ~Scope() = default;

    /// A term that loads the value. Error: a sentence that names the nearest known name.
    [[nodiscard]] virtual tl::expected<Term, std::string> find(
        const std::vector<std::string>& path, const Place& place) const = 0;
};

/// Fields of events by the names of the registry, `headers['name']`, `data`, and `data.a.b` inside JSON payloads.
class EventScope final : public Scope {
public:
    explicit EventScope(const FieldRegistry& fields)
        : m_fields(fields)
    {
    }
    [[nodiscard]] tl::expected<Term, std::string> find(
        const std::vector<std::string>& path, const Place& place) const override;

private:
    const FieldRegistry& m_fields; // outlives the scope, which lives for one compilation
};

struct Column {
    std::string name;
    Type type;
};

/// Columns of a table by their names, with the table's name or alias before them if one likes.
class RowScope final : public Scope {
public:
    RowScope(std::span<const Column> columns, std::string table)
        : m_columns(columns)
        , m_table(std::move(table))
    {
    }
    [[nodiscard]] tl::expected<Term, std::string> find(
        const std::vector<std::string>& path, const Place& place) const override;

private:
    std::span<const Column> m_columns; // outlives the scope, which lives for one compilation
    std::string m_table;
};

/// The candidate that looks most like the word; empty where none does.
[[nodiscard]] std::string nearestWord(std::string_view word, std::span<const std::string_view> candidates);

} // namespace eventscope::expression
