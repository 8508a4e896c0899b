// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace eventscope::app::commands {

/// SIGINT and SIGTERM: the first asks for an orderly end, the second ends the program at once. SIGPIPE is ignored, so
/// that a closed pipe is an error of writing. One object for the run of a verb; it puts the old handlers back.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// Whether a signal has come. Thread: any.
    [[nodiscard]] static bool isRequested();
    /// 130 or 143 after a signal, else the given code.
    [[nodiscard]] static int exitCode(int otherwise);
};

} // namespace eventscope::app::commands
