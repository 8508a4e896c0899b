// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "broker/event/json_lines.h"
#include "broker/event/result.h"

namespace eventscope::app::commands {

/// Takes lines off a stream, counts them and their bytes.
class LineSource {
public:
    static constexpr std::size_t MaxLineBytes = std::size_t{256} << 20;

    explicit LineSource(std::istream& stream)
        : m_stream(stream)
    {
    }

    /// The next line without its line feed; nullopt at the end. Error: Invalid for a line that is too long.
    [[nodiscard]] Result<std::optional<std::string>> take();
    /// Gives a line back: the next take returns it.
    void giveBack(std::string line);
    /// Everything that is left.
    [[nodiscard]] Result<std::string> takeAll();

    [[nodiscard]] std::uint64_t line() const { return m_line; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    std::istream& m_stream; // outlives: the verb owns both
    std::optional<std::string> m_given;
    std::uint64_t m_line = 0;
    std::uint64_t m_bytes = 0;
};

/// Events of a file of another program, in the order of the file. Thread: one.
class ImportReader {
public:
    ImportReader() = default;
    ImportReader(const ImportReader&) = delete;
    ImportReader& operator=(const ImportReader&) = delete;
    virtual ~ImportReader() = default;

    /// The next event as a line of the JSON Lines form; nullopt at the end. Error: Invalid, naming the line.
    [[nodiscard]] virtual Result<std::optional<std::string>> next() = 0;
    /// What the file was taken for, for people.
    [[nodiscard]] virtual std::string_view form() const = 0;
};

/// Looks at the beginning of the text and says what it is: JSON Lines, kcat JSON, a kubectl list, CSV.
/// Error: Invalid for anything else, naming what is known; also for an empty text.
[[nodiscard]] Result<std::unique_ptr<ImportReader>> openImport(LineSource& source);

} // namespace eventscope::app::commands
