// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "broker/expression/row_query.h"

namespace eventscope::expression::corpus {

/// One row of the input: the number of its step and its values as JSON.
struct InputRow {
    int step = 0;
    std::string table;
    nlohmann::json values;
};

/// A case of the corpus; FORMAT.md beside the cases says what the sections are.
struct CaseFile {
    std::vector<Table> tables;
    std::vector<InputRow> input;
    std::string query;
    std::string expectedTypes; ///< empty where none are given
    std::string errorPhase; ///< plan, run or empty
    std::string errorText;
    std::vector<std::string> expectedRows; ///< `1 +I ["a",7]`
    std::string problem; ///< what could not be read of the file
};

[[nodiscard]] CaseFile readCase(const std::string& path);

/// A row of the input as values; texts stay in `kept`.
[[nodiscard]] std::vector<Value> toValues(const InputRow& row, const Table& table, std::vector<std::string>& kept);
/// A result as the corpus writes it.
[[nodiscard]] nlohmann::json toJson(const Value& value, const Type& type);
/// Whether two rows say the same: numbers are compared as numbers.
[[nodiscard]] bool isSameRow(const nlohmann::json& expected, const nlohmann::json& found);

} // namespace eventscope::expression::corpus
