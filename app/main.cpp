// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include <iostream>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "app/command_pages.h"
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

} // namespace

int main(int argc, char* argv[])
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    const auto line = parseCommandLine(words);
    if (!line) {
        std::cerr << "eventscope: " << line.error().what << "\n";
        return 2;
    }
    if (line->page != CommandLine::Page::None) {
        std::cout << pageOf(*line);
        return 0;
    }
    if (const auto checked = checkFirstWord(*line); !checked) {
        std::cerr << "eventscope: " << checked.error().what << "\n";
        return 2;
    }
    if (line->verb->name.empty()) {
        const auto options = consoleOptions(*line);
        if (!options) {
            std::cerr << "eventscope: " << options.error().what << "\n";
            return 2;
        }
        return runConsole(argc, argv, *options);
    }
    const QCoreApplication application(argc, argv);
    return commands::runVerb(*line);
}
