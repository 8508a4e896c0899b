// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/csv_table.h"

#include <algorithm>

namespace eventscope::app::commands {
namespace {

constexpr char Guard = '\'';

bool needsGuard(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r'").find(text.front()) != std::string_view::npos;
}

void appendCell(std::string& to, const CsvCell& cell)
{
    if (!cell)
        return;
    const bool isGuarded = needsGuard(*cell);
    if (!isGuarded && !cell->empty() && cell->find_first_of("\",\r\n") == std::string::npos) {
        to += *cell;
        return;
    }
    to += '"';
    if (isGuarded)
        to += Guard;
    for (const char c : *cell) {
        if (c == '"')
            to += '"';
        to += c;
    }
    to += '"';
}

std::string withoutGuard(std::string text)
{
    if (text.size() > 1 && text.front() == Guard && needsGuard(std::string_view(text).substr(1)))
        text.erase(0, 1);
    return text;
}

/// Takes one cell off the front of `rest`, up to its comma.
Result<CsvCell> takeCell(std::string_view& rest, std::size_t column)
{
    if (rest.empty() || rest.front() != '"') {
        const auto end = std::min(rest.find(','), rest.size());
        std::string text(rest.substr(0, end));
        rest.remove_prefix(end);
        return text.empty() ? CsvCell() : CsvCell(withoutGuard(std::move(text)));
    }
    std::string text;
    std::size_t at = 1;
    for (; at < rest.size(); ++at) {
        if (rest[at] != '"') {
            text += rest[at];
        } else if (at + 1 < rest.size() && rest[at + 1] == '"') {
            text += '"';
            ++at;
        } else {
            break;
        }
    }
    if (at >= rest.size())
        return failure(Fault::Invalid, "column " + std::to_string(column) + ": the closing quotation mark is missing.");
    rest.remove_prefix(at + 1);
    if (!rest.empty() && rest.front() != ',')
        return failure(Fault::Invalid,
            "column " + std::to_string(column) + ": after the closing quotation mark a comma was expected.");
    return CsvCell(withoutGuard(std::move(text)));
}

} // namespace

void appendCsvRow(std::string& to, const std::vector<CsvCell>& cells)
{
    bool isFirst = true;
    for (const auto& cell : cells) {
        if (!isFirst)
            to += ',';
        isFirst = false;
        appendCell(to, cell);
    }
    to += '\n';
}

Result<std::vector<CsvCell>> parseCsvRow(std::string_view record)
{
    std::vector<CsvCell> cells;
    if (!record.empty() && record.back() == '\r')
        record.remove_suffix(1);
    while (true) {
        auto cell = takeCell(record, cells.size() + 1);
        if (!cell)
            return tl::unexpected(cell.error());
        cells.push_back(std::move(*cell));
        if (record.empty())
            return cells;
        record.remove_prefix(1); // the comma
    }
}

bool isOpenCsvRow(std::string_view record) { return std::count(record.begin(), record.end(), '"') % 2 == 1; }

} // namespace eventscope::app::commands
