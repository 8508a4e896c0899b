// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_pages.h"

#include <algorithm>

namespace eventscope::app {
namespace {

constexpr std::size_t PageWidth = 79;

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(text.size() + 2, width), ' ');
    return text;
}

/// `-c, --count N`
std::string usageOf(const OptionSpec& option)
{
    auto usage = option.letter != 0 ? std::string("-") + option.letter + ", --" : std::string("--");
    usage += option.name;
    if (!option.argument.empty())
        usage += " " + std::string(option.argument);
    return usage;
}

std::string wrapped(const std::vector<std::string>& pieces, std::string_view first, std::string_view indent)
{
    std::string page;
    std::string line(first);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto piece = pieces[i] + (i + 1 < pieces.size() ? "," : "");
        if (line.size() + 1 + piece.size() > PageWidth) {
            page += line + "\n";
            line = indent;
        }
        line += " " + piece;
    }
    return page + line + "\n";
}

std::string exampleLines(const Verb& verb)
{
    std::string page = "\nExamples:\n";
    for (const auto& example : verb.examples) {
        const std::string command = "  " + std::string(example.command);
        // A meaning that does not fit beside its command is told by the man page only.
        page += command.size() + example.meaning.size() + 4 <= PageWidth
            ? command + "  # " + std::string(example.meaning) + "\n"
            : command + "\n";
    }
    return page;
}

std::string optionLines(const Verb& verb)
{
    std::string page;
    std::vector<std::string> brief;
    for (const auto name : verb.options) {
        const auto* option = findOption(name);
        if (option == nullptr)
            continue;
        if (option->place == OptionSpec::Place::Own)
            page += padded("  " + usageOf(*option), 26) + std::string(option->help) + "\n";
        else
            brief.push_back(usageOf(*option));
    }
    if (!brief.empty())
        page += wrapped(brief, "  Also:", "       ");
    return page;
}

std::string overview()
{
    std::string page = "eventscope: shows, records and publishes the events of brokers\n\n"
                       "Usage: eventscope [TARGET...] [--demo NAME]      the console\n"
                       "       eventscope VERB [OPTION...] [ARGUMENT...]\n\n";
    for (const auto& verb : verbs())
        page += padded("  " + std::string(verb.name), 11) + std::string(verb.summary) + "\n";
    page += "\nA TARGET is a URL (nats://HOST:4222/SUBJECT, broker:orders.), the name of a\n"
            "saved connection, or a recording. 'eventscope VERB --help' tells more.\n";
    return page + exampleLines(consoleVerb());
}

} // namespace

std::string helpPage(const Verb& verb)
{
    if (verb.name.empty())
        return overview();
    std::string usage = "Usage: eventscope " + std::string(verb.name) + " [OPTION...]";
    if (!verb.arguments.empty())
        usage += " " + std::string(verb.arguments);
    std::string page = usage + "\n'" + std::string(verb.name) + "' " + std::string(verb.summary) + ".\n\n";
    return page + optionLines(verb) + exampleLines(verb);
}

} // namespace eventscope::app
