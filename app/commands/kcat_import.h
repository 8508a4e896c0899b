// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/import_reader.h"

namespace eventscope::app::commands {

/// Lines as `kcat -J` prints: topic, partition, offset, ts, headers as a flat list, key, payload.
class KcatImport final : public ImportReader {
public:
    explicit KcatImport(LineSource& source)
        : m_source(source)
    {
    }

    [[nodiscard]] Result<std::optional<std::string>> next() override;
    [[nodiscard]] std::string_view form() const override { return "kcat JSON"; }

private:
    LineSource& m_source; // outlives: the verb owns both
};

} // namespace eventscope::app::commands
