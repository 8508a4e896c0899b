// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include <cerrno>
#include <iostream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "app/command_line.h"
#include "app/command_pages.h"
#include "app/commands/exit_code.h"
#include "app/commands/safe_text.h"
#include "app/commands/verbs.h"
#include "app/console_options.h"
#include "app/target.h"

namespace {

using namespace eventscope::app;

/// Pages need neither Qt nor plugins, so that they come at once.
std::string pageOf(const CommandLine& line)
{
    switch (line.page) {
    case CommandLine::Page::None:
        return {};
    case CommandLine::Page::Help:
        return helpPage(*line.verb);
    case CommandLine::Page::Version:
        return versionPage();
    case CommandLine::Page::ManPage:
        return manPage();
    case CommandLine::Page::Completion:
        return bashCompletion();
    }
    return {};
}

int wrongUsage(const eventscope::Error& error)
{
    std::cerr << "eventscope: " << commands::safeText(error.what) << "\n";
    return commands::WrongUsage;
}

/// A file that is opened must not take the place of a standard channel that the caller has closed: what is said to
/// people would be written into a recording.
void openStandardChannels()
{
    for (const int channel : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(channel, F_GETFD) == -1 && errno == EBADF)
            static_cast<void>(
                open("/dev/null", channel == STDIN_FILENO ? O_RDONLY : O_WRONLY)); // the lowest free number
    }
}

} // namespace

int main(int argc, char* argv[])
{
    openStandardChannels();
    const std::vector<std::string> words(argv + 1, argv + argc);
    const auto line = parseCommandLine(words);
    if (!line) {
        return wrongUsage(line.error());
    }
    if (line->page != CommandLine::Page::None) {
        std::cout << pageOf(*line);
        return 0;
    }
    if (const auto checked = checkFirstWord(*line); !checked) {
        return wrongUsage(checked.error());
    }
    if (line->verb->name.empty()) {
        const auto options = consoleOptions(*line);
        if (!options) {
            return wrongUsage(options.error());
        }
        return runConsole(argc, argv, *options);
    }
    const QCoreApplication application(argc, argv);
    return commands::runVerb(*line);
}
