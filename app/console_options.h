// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

#include "app/session.h"

namespace eventscope::app {

/// What the command line asks of the console.
struct ConsoleOptions {
    QStringList targets; ///< URLs, names of saved connections, recordings
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

/// Opens the window and runs until it is closed. Makes the QApplication. Returns the exit code of the contract.
int runConsole(int argc, char* argv[], const ConsoleOptions& options);

} // namespace eventscope::app
