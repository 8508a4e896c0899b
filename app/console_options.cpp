// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console_options.h"

#include "app/command_line.h"
#include "app/commands/session_options.h"
#include "app/options.h"
#include "inspectors/inspector/text.h"

namespace eventscope::app {

using inspect::toText;

Result<ConsoleOptions> consoleOptions(const CommandLine& line)
{
    const auto keeping = keepingOptions(line);
    if (!keeping)
        return tl::unexpected(keeping.error());
    ConsoleOptions options;
    options.targets = line.arguments;
    options.targetOptions = targetOptions(line);
    options.demo = toText(line.value("demo").value_or(""));
    options.filter = toText(line.value("filter").value_or(""));
    options.dataFolder = toText(keeping->dataFolder);
    options.programFolder = toText(commands::programFolder().string());
    options.picture = toText(line.value("offscreen-picture").value_or(""));
    options.tellsFirstPaint = qEnvironmentVariableIsSet("EVENTSCOPE_TELL_FIRST_PAINT"); // for tests/bench
    if (line.has("log")) {
        using Log = KeepingOptions::Log;
        options.log = keeping->log == Log::Off ? Session::Log::Off
            : keeping->log == Log::Ring        ? Session::Log::Ring
                                               : Session::Log::File;
        options.logFile = toText(keeping->logFile);
    }
    if (line.has("ram"))
        options.ramBytes = keeping->ramBytes;
    if (line.has("disk"))
        options.diskBytes = keeping->diskBytes;
    if (const auto text = line.value("for")) {
        const auto duration = parseDuration(*text);
        if (!duration)
            return tl::unexpected(duration.error());
        options.runFor = std::chrono::duration_cast<std::chrono::milliseconds>(*duration);
    }
    return options;
}

} // namespace eventscope::app
