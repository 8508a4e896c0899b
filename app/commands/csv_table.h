// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/result.h"

namespace eventscope::app::commands {

/// A cell of a CSV table (RFC 4180): absent is written as nothing, an empty text as `""`.
using CsvCell = std::optional<std::string>;

/// Appends one row and the line feed. A text that a spreadsheet would take for a formula gets an apostrophe in front.
void appendCsvRow(std::string& to, const std::vector<CsvCell>& cells);

/// Reads one row of texts that appendCsvRow wrote, or that other programs write. `record` is one logical row without
/// its line feed. Error: Invalid, naming the column.
[[nodiscard]] Result<std::vector<CsvCell>> parseCsvRow(std::string_view record);

/// Whether a row goes on in the next line: inside of quotes.
[[nodiscard]] bool isOpenCsvRow(std::string_view record);

} // namespace eventscope::app::commands
