// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "app/command_pages.h"

int main(int argc, char* argv[])
{
    using namespace eventscope::app;
    const std::vector<std::string> words(argv + 1, argv + argc);
    const auto line = parseCommandLine(words);
    if (!line) {
        std::cerr << "eventscope: " << line.error().what << "\n";
        return 2;
    }
    switch (line->page) {
    case CommandLine::Page::Help:
        std::cout << helpPage(*line->verb);
        return 0;
    case CommandLine::Page::Version:
        std::cout << versionPage();
        return 0;
    case CommandLine::Page::ManPage:
        std::cout << manPage();
        return 0;
    case CommandLine::Page::Completion:
        std::cout << bashCompletion();
        return 0;
    case CommandLine::Page::None:
        break;
    }
    std::cerr << "eventscope: this build has the pages of the command line only.\n";
    return 1;
}
