// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/command_line.h"
#include "broker/expression/diagnostic.h"

namespace eventscope::app::commands {

/// A reason as a whole sentence, so that another one can follow it.
[[nodiscard]] std::string sentence(std::string reason);

/// Everything that a verb says to people: on standard error, a sentence a line, free of control characters.
/// Thread: the verb's.
class Notices {
public:
    enum class Level { Quiet, Normal, Verbose };

    explicit Notices(const CommandLine& line);
    Notices(const Notices&) = delete;
    Notices& operator=(const Notices&) = delete;
    ~Notices();

    /// Why the verb fails, or what is missing: also with --quiet.
    void error(std::string_view sentence);
    /// What happens; not with --quiet.
    void say(std::string_view sentence);
    /// A line that scripts wait for: also with --quiet, without the name of the program.
    void state(std::string_view sentence);
    /// Only with --verbose.
    void detail(std::string_view sentence);
    /// A text with a caret under the place that is wrong.
    void wrongFilter(std::string_view text, const expression::Diagnostic& diagnostic);

    /// How far long work is: shown on a terminal from the second second on, elsewhere every ten seconds.
    /// `total` 0 = not known.
    void progress(std::string_view what, std::uint64_t done, std::uint64_t total);

    [[nodiscard]] Level level() const { return m_level; }

private:
    void print(std::string_view text);
    void clearProgress();

    std::string m_name;
    Level m_level = Level::Normal;
    bool m_isTerminal = false;
    bool m_showsProgress = false;
    std::chrono::steady_clock::time_point m_start;
    std::chrono::steady_clock::time_point m_lastProgress;
};

} // namespace eventscope::app::commands
