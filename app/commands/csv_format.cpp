// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/csv_format.h"

#include <QByteArray>

#include <array>

#include <nlohmann/json.hpp>

#include "app/commands/csv_table.h"
#include "app/commands/safe_text.h"
#include "broker/event/json_lines.h"

namespace eventscope::app::commands {
namespace {

constexpr std::array<std::string_view, 29> Columns{"position", "kind", "connection", "channel", "partition", "offset",
    "time", "observed", "producer", "epoch", "sequence", "key", "key_base64", "id", "source", "type", "subject",
    "datacontenttype", "correlationid", "causationid", "traceparent", "headers", "fields", "from", "to", "reason",
    "count", "data", "data_base64"};

std::string base64(std::string_view bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64().toStdString();
}

/// Text as it is, other bytes as base64 in the other column.
CsvCell bytesCell(std::optional<std::string_view> bytes, std::string_view column)
{
    if (!bytes)
        return std::nullopt;
    const bool wantsText = !column.ends_with("_base64");
    if (isPlainText(*bytes) != wantsText)
        return std::nullopt;
    return wantsText ? std::string(*bytes) : base64(*bytes);
}

CsvCell memberCell(const nlohmann::ordered_json& object, std::string_view name)
{
    const auto found = object.find(name);
    if (found == object.end())
        return std::nullopt;
    if (const auto* text = found->get_ptr<const std::string*>())
        return *text;
    return found->dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace

std::span<const std::string_view> CsvFormat::columns() { return Columns; }

void CsvFormat::begin(std::string& to)
{
    std::vector<CsvCell> cells;
    for (const auto column : columns())
        cells.emplace_back(std::string(column));
    appendCsvRow(to, cells);
}

void CsvFormat::append(std::string& to, const EventView& event, const Names& names)
{
    m_line.clear();
    appendJsonLine(m_line, event, names);
    const auto object = nlohmann::ordered_json::parse(m_line, nullptr, false);
    std::vector<CsvCell> cells;
    cells.reserve(Columns.size());
    for (const auto column : columns()) {
        if (column.starts_with("key"))
            cells.push_back(bytesCell(event.key(), column));
        else if (column.starts_with("data") && column != "datacontenttype")
            cells.push_back(bytesCell(event.payload(), column));
        else
            cells.push_back(memberCell(object, column));
    }
    appendCsvRow(to, cells);
}

} // namespace eventscope::app::commands
