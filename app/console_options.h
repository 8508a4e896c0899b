// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "app/session.h"
#include "app/target.h"

namespace eventscope::app {

/// What the command line asks of the console.
struct ConsoleOptions {
    std::vector<std::string> targets; ///< URLs, names of saved connections, recordings
    TargetOptions targetOptions;
    QString filter; ///< for the filter bar; empty: none
    QString demo; ///< scenario to run; empty: none
    std::optional<Session::Log> log; ///< nullopt: as the preferences say
    QString logFile; ///< of Session::Log::File
    std::optional<quint64> ramBytes;
    std::optional<quint64> diskBytes;
    QString dataFolder; ///< where the session log lies
    QString programFolder;
    std::optional<std::chrono::milliseconds> runFor; ///< end by itself after that time
    QString picture; ///< a PNG of the window, written at the end
    bool tellsFirstPaint = false; ///< print how long the start took, then end
};

/// Reads the words of the call. Error: Invalid, naming the option.
[[nodiscard]] Result<ConsoleOptions> consoleOptions(const CommandLine& line);

/// Opens the window and runs until it is closed. Makes the QApplication. Returns the exit code of the contract.
int runConsole(int argc, char* argv[], const ConsoleOptions& options);

} // namespace eventscope::app
