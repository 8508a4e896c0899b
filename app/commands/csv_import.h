// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "app/commands/import_reader.h"

namespace eventscope::app::commands {

/// A table with a header line, as CsvFormat writes it. Columns may be in any order, and any may be left out.
class CsvImport final : public ImportReader {
public:
    /// Error: Invalid, naming a column that is not known and the nearest one that is.
    [[nodiscard]] static Result<std::unique_ptr<CsvImport>> open(LineSource& source);

    [[nodiscard]] Result<std::optional<std::string>> next() override;
    [[nodiscard]] std::string_view form() const override { return "CSV"; }

private:
    explicit CsvImport(LineSource& source)
        : m_source(source)
    {
    }

    LineSource& m_source; // outlives: the verb owns both
    std::vector<std::string> m_columns;
};

} // namespace eventscope::app::commands
