// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <fstream>
#include <istream>
#include <memory>
#include <optional>
#include <string>

#include "app/command_line.h"
#include "broker/event/json_lines.h"
#include "broker/event/result.h"

namespace eventscope::app::commands {

/// What `publish` sends, one after the other: a payload of the command line, a file, or standard input. Thread: one.
class PublishInput {
public:
    enum class Form { Lines, Whole, JsonLines };

    /// One thing to send: a payload, or a whole event.
    struct Item {
        std::string payload;
        std::optional<JsonLine> event; ///< of Form::JsonLines
    };

    /// Errors: Invalid (`--input`), NotFound (the file).
    [[nodiscard]] static Result<PublishInput> open(const CommandLine& line);

    /// The next one; nullopt at the end. Error: Invalid, naming the line.
    [[nodiscard]] Result<std::optional<Item>> next();
    /// Whether the same payload may be sent several times: `--count` then says how often.
    [[nodiscard]] bool isRepeatable() const { return m_form == Form::Whole; }

private:
    [[nodiscard]] Result<std::optional<std::string>> takeLine();
    [[nodiscard]] std::istream& stream();

    Form m_form = Form::Lines;
    std::optional<std::string> m_payload; // of the command line
    std::unique_ptr<std::ifstream> m_file; // null: standard input
    std::uint64_t m_line = 0;
    bool m_isTaken = false;
};

} // namespace eventscope::app::commands
