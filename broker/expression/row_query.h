// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "broker/expression/diagnostic.h"
#include "broker/expression/program.h"
#include "broker/expression/scope.h"
#include "broker/expression/scratch.h"

namespace eventscope::expression {

/// A table that queries read: its name and its columns.
struct Table {
    std::string name;
    std::vector<Column> columns;
};

/// `SELECT expressions FROM table WHERE condition` over rows of typed values.
///
/// Immutable; copies share the compiled programs. Thread: any, each with a RowQuery::Scratch of its own.
class RowQuery {
public:
    struct Scratch {
        expression::Scratch condition;
        expression::Scratch values;
    };
    enum class Outcome { Row, NoRow, Failed };
    struct Result {
        Outcome outcome = Outcome::NoRow;
        std::span<const Value> values; ///< of a Row: one for each column; valid until the next evaluation
        std::string why; ///< of Failed: one sentence
    };

    /// Error: the place in the text and what was expected there.
    [[nodiscard]] static tl::expected<RowQuery, Diagnostic> compile(
        std::string_view text, std::span<const Table> tables);

    [[nodiscard]] const std::vector<Column>& columns() const { return m_columns; }
    /// The number of the table that it reads, in the list that it was compiled with.
    [[nodiscard]] std::size_t table() const { return m_table; }

    /// `row` has a value for each column of the table.
    [[nodiscard]] Result evaluate(std::span<const Value> row, Scratch& scratch) const;

private:
    std::vector<Column> m_columns;
    std::size_t m_table = 0;
    std::shared_ptr<const Program> m_condition; // null where there is no WHERE
    std::shared_ptr<const Program> m_values;
};

} // namespace eventscope::expression
