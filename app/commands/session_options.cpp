// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/session_options.h"

#include <system_error>

namespace eventscope::app::commands {

std::filesystem::path programFolder()
{
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path(".") : program.parent_path();
}

Result<Session::Options> sessionOptions(const KeepingOptions& keeping)
{
    Session::Options options;
    options.programFolder = programFolder();
    options.ramBytes = keeping.ramBytes;
    options.diskBytes = keeping.diskBytes;
    options.durability = keeping.isFast ? log::LogOptions::Durability::Fast : log::LogOptions::Durability::Durable;
    switch (keeping.log) {
    case KeepingOptions::Log::Off:
        break;
    case KeepingOptions::Log::File:
        options.log = Session::Log::File;
        options.logPath = keeping.logFile;
        break;
    case KeepingOptions::Log::Ring: {
        options.log = Session::Log::Ring;
        options.logPath = std::filesystem::path(keeping.dataFolder) / "log";
        std::error_code error;
        std::filesystem::create_directories(keeping.dataFolder, error);
        if (error)
            return failure(Fault::Denied,
                "The folder '" + keeping.dataFolder + "' cannot be made: " + error.message()
                    + ". Name another one with --data.");
        break;
    }
    }
    return options;
}

Result<std::unique_ptr<Session>> openReadingSession()
{
    return sessionOptions(KeepingOptions()).and_then([](const Session::Options& options) {
        return Session::open(options);
    });
}

} // namespace eventscope::app::commands
