// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/csv_import.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "app/command_line.h"
#include "app/commands/csv_format.h"
#include "app/commands/csv_table.h"
#include "app/commands/json_line_text.h"

namespace eventscope::app::commands {
namespace {

/// Columns whose cells are JSON: numbers, and what is built of parts.
constexpr std::array<std::string_view, 8> JsonColumns{
    "position", "partition", "offset", "epoch", "sequence", "headers", "fields", "count"};

bool isOneOf(std::string_view name, std::span<const std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// A row that a line ends inside of quotes goes on in the next one.
Result<std::optional<std::string>> takeRow(LineSource& source)
{
    auto row = source.take();
    while (row && *row && isOpenCsvRow(**row)) {
        auto more = source.take();
        if (!more || !*more)
            return more ? row : more;
        **row += "\n" + **more;
    }
    return row;
}

} // namespace

Result<std::unique_ptr<CsvImport>> CsvImport::open(LineSource& source)
{
    std::unique_ptr<CsvImport> reader(new CsvImport(source));
    const auto row = takeRow(source);
    if (!row || !*row)
        return failure(Fault::Invalid, "line 1: a header line with the names of the columns was expected.");
    const auto cells = parseCsvRow(**row);
    if (!cells)
        return failure(Fault::Invalid, "line 1: " + cells.error().what);
    for (const auto& cell : *cells) {
        const auto name = cell.value_or("");
        if (!isOneOf(name, CsvFormat::columns()))
            return failure(
                Fault::Invalid, "line 1: there is no column '" + name + "'." + didYouMean(name, CsvFormat::columns()));
        reader->m_columns.push_back(name);
    }
    return reader;
}

Result<std::optional<std::string>> CsvImport::next()
{
    auto row = takeRow(m_source);
    while (row && *row && (**row).find_first_not_of(" \r") == std::string::npos)
        row = takeRow(m_source);
    if (!row || !*row)
        return row;
    const auto where = "line " + std::to_string(m_source.line()) + ": ";
    const auto cells = parseCsvRow(**row);
    if (!cells)
        return failure(Fault::Invalid, where + cells.error().what);
    if (cells->size() != m_columns.size())
        return failure(Fault::Invalid,
            where + "there are " + std::to_string(cells->size()) + " cells, but " + std::to_string(m_columns.size())
                + " columns.");
    JsonLineText line;
    bool hasPayload = false;
    for (std::size_t i = 0; i < cells->size(); ++i) {
        const auto& column = m_columns[i];
        const auto& cell = (*cells)[i];
        if (!cell)
            continue;
        if (column == "data") {
            line.addBytes("data_base64", *cell);
            hasPayload = true;
        } else if (column == "key") {
            line.addBytes("key_base64", *cell);
        } else if (isOneOf(column, JsonColumns)) {
            if (!nlohmann::json::accept(*cell))
                return failure(Fault::Invalid, where + "the column '" + column + "' holds no JSON value.");
            line.addJson(column, *cell);
        } else {
            hasPayload = hasPayload || column == "data_base64";
            line.addText(column, *cell);
        }
    }
    if (!hasPayload)
        line.addJson("data", "null");
    return std::optional(line.take());
}

} // namespace eventscope::app::commands
