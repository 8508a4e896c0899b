// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/row_query.h"

#include <algorithm>
#include <utility>

#include "broker/expression/checker.h"
#include "broker/expression/parser.h"
#include "broker/expression/program_builder.h"

namespace eventscope::expression {
namespace {

/// `SELECT *` as the columns that it stands for.
Node columnNode(const Column& column)
{
    Node node;
    node.kind = NodeKind::Name;
    node.path = {column.name};
    return node;
}

std::string nameOf(const SelectNode::Item& item, std::size_t number)
{
    if (!item.name.empty())
        return item.name;
    return item.expression.kind == NodeKind::Name ? item.expression.path.back() : "EXPR$" + std::to_string(number);
}

} // namespace

tl::expected<RowQuery, Diagnostic> RowQuery::compile(std::string_view text, std::span<const Table> tables)
{
    auto select = parseSelect(text);
    if (!select)
        return tl::unexpected(select.error());
    const auto table =
        std::find_if(tables.begin(), tables.end(), [&](const Table& known) { return known.name == select->table; });
    if (table == tables.end())
        return refused(select->tablePlace, "Object '" + select->table.substr(0, 60) + "' not found");
    const RowScope scope(table->columns, select->alias.empty() ? table->name : select->alias);
    Checker checker(scope);
    RowQuery query;
    query.m_table = static_cast<std::size_t>(table - tables.begin());
    if (select->where) {
        const auto condition = checker.checkCondition(*select->where);
        if (!condition)
            return tl::unexpected(condition.error());
        query.m_condition = buildProgram(std::span(&*condition, 1));
    }
    std::vector<Term> terms;
    const auto add = [&](const Node& node, std::string name) -> tl::expected<void, Diagnostic> {
        auto term = checker.checkValue(node);
        if (!term)
            return tl::unexpected(term.error());
        query.m_columns.push_back({std::move(name), term->type});
        terms.push_back(std::move(*term));
        return {};
    };
    for (const auto& item : select->items) {
        if (!item.isStar) {
            if (const auto added = add(item.expression, nameOf(item, query.m_columns.size())); !added)
                return tl::unexpected(added.error());
            continue;
        }
        for (const auto& column : table->columns) {
            if (const auto added = add(columnNode(column), column.name); !added)
                return tl::unexpected(added.error());
        }
    }
    query.m_values = buildProgram(terms);
    return query;
}

RowQuery::Result RowQuery::evaluate(std::span<const Value> row, Scratch& scratch) const
{
    if (m_condition) {
        Frame frame{.scratch = scratch.condition, .row = row.data()};
        if (!m_condition->run(frame))
            return {Outcome::Failed, {}, scratch.condition.why()};
        if (frame.registers[0].isNull || frame.registers[0].integer == 0)
            return {};
    }
    Frame frame{.scratch = scratch.values, .row = row.data()};
    if (!m_values->run(frame))
        return {Outcome::Failed, {}, scratch.values.why()};
    return {Outcome::Row, {frame.registers, m_columns.size()}, {}};
}

} // namespace eventscope::expression
