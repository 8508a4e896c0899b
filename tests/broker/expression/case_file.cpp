// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/broker/expression/case_file.h"

#include <cmath>
#include <fstream>
#include <sstream>

#include "broker/expression/calendar.h"
#include "broker/expression/decimal.h"
#include "broker/expression/number_text.h"
#include "broker/expression/parser.h"

namespace eventscope::expression::corpus {
namespace {

void readColumn(const std::string& line, CaseFile& file)
{
    auto& columns = file.tables.back().columns;
    if (line.starts_with("WATERMARK FOR ")) {
        const auto name = line.substr(14, line.find(' ', 14) - 14);
        for (auto& column : columns)
            column.type.isRowtime = column.type.isRowtime || column.name == name;
        return;
    }
    const auto blank = line.find(' ');
    const auto type = parseType(line.substr(blank + 1));
    if (type)
        columns.push_back({line.substr(0, blank), *type});
    else
        file.problem = "type of '" + line + "': " + type.error().message;
}

void readStep(const std::string& line, int step, CaseFile& file)
{
    if (line.starts_with('@'))
        return; // a watermark: nothing to an expression
    const auto blank = line.find(' ');
    file.input.push_back({step, line.substr(0, blank), nlohmann::json::parse(line.substr(blank + 1), nullptr, false)});
}

Value toValue(const nlohmann::json& json, const Type& type, std::vector<std::string>& kept)
{
    if (json.is_null())
        return {};
    if (type.kind == TypeKind::Boolean)
        return Value::ofInteger(json.get<bool>() ? 1 : 0);
    if (type.isInteger())
        return Value::ofInteger(json.get<std::int64_t>());
    if (type.kind == TypeKind::Float)
        return Value::ofReal(static_cast<double>(json.get<float>()));
    if (type.kind == TypeKind::Double)
        return Value::ofReal(json.is_string() ? parseDouble(json.get<std::string>()).value_or(0) : json.get<double>());
    kept.push_back(json.get<std::string>());
    if (type.kind == TypeKind::Decimal)
        return Value::ofBig(decimal::parse(kept.back(), {type.precision, type.scale})->value.value_or(0));
    if (type.kind == TypeKind::Date)
        return Value::ofInteger(calendar::parseDate(kept.back()).value_or(0));
    if (type.isTimestamp())
        return Value::ofBig(calendar::parseTimestamp(kept.back()).value_or(calendar::ParsedTime{}).nanoseconds);
    return Value::ofText(kept.back());
}

} // namespace

CaseFile readCase(const std::string& path)
{
    CaseFile file;
    std::ifstream stream(path);
    std::string section;
    int step = 0;
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with("== ")) {
            std::istringstream words(line.substr(3));
            std::string argument;
            words >> section >> argument;
            if (section == "table")
                file.tables.push_back({argument, {}});
            if (section == "expect-error")
                file.errorPhase = argument;
            continue;
        }
        if (line.empty() || ((section == "table" || section == "input") && line.starts_with('#')))
            continue;
        if (section == "table")
            readColumn(line, file);
        else if (section == "input")
            readStep(line, ++step, file);
        else if (section == "query")
            file.query += (file.query.empty() ? "" : "\n") + line;
        else if (section == "expect-types")
            file.expectedTypes += line;
        else if (section == "expect-error")
            file.errorText += line;
        else if (section == "expect")
            file.expectedRows.push_back(line);
    }
    if (file.query.empty())
        file.problem = "no query in " + path;
    return file;
}

std::vector<Value> toValues(const InputRow& row, const Table& table, std::vector<std::string>& kept)
{
    kept.clear();
    kept.reserve(table.columns.size()); // the views into it must not move
    std::vector<Value> values;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        values.push_back(toValue(row.values.at(i), table.columns[i].type, kept));
    return values;
}

nlohmann::json toJson(const Value& value, const Type& type)
{
    if (value.isNull)
        return nullptr;
    if (type.kind == TypeKind::Boolean)
        return value.integer != 0;
    if (type.isText())
        return std::string(value.text);
    if (type.isApproximate())
        return std::isfinite(value.real) ? nlohmann::json(value.real) : nlohmann::json(javaText(value.real, false));
    if (type.kind == TypeKind::Decimal)
        return decimal::toText(value.big, type.scale);
    if (type.kind == TypeKind::Date)
        return calendar::dateText(value.integer);
    if (type.isTimestamp())
        return calendar::timestampText(value.big, type.precision) + (type.kind == TypeKind::TimestampLtz ? "Z" : "");
    return value.integer;
}

bool isSameRow(const nlohmann::json& expected, const nlohmann::json& found)
{
    if (expected.size() != found.size())
        return false;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto& a = expected[i];
        const auto& b = found[i];
        const auto areReal = a.is_number() && b.is_number() && (a.is_number_float() || b.is_number_float());
        // A FLOAT is printed with fewer digits than the double that it is compared as.
        const auto isSame =
            areReal ? std::fabs(a.get<double>() - b.get<double>()) <= 1e-6 * std::fabs(a.get<double>()) : a == b;
        if (!isSame)
            return false;
    }
    return true;
}

} // namespace eventscope::expression::corpus
