// SPDX-License-Identifier: GPL-3.0-or-later
// The pages that are installed: man page and completion.
#include <set>

#include "app/command_pages.h"

namespace eventscope::app {
namespace {

/// Text for troff: a backslash or a hyphen means itself, and no line begins with a control character.
std::string troff(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        if (c == '\\')
            escaped += "\\e";
        else if (c == '-')
            escaped += "\\-";
        else if (c == '\'')
            escaped += "\\(aq";
        else if (c == '.' && escaped.empty())
            escaped += "\\&.";
        else
            escaped += c;
    }
    return escaped;
}

std::string troffOption(const OptionSpec& option)
{
    std::string item = ".TP\n";
    if (option.letter != 0)
        item += "\\fB\\-" + std::string(1, option.letter) + "\\fR, ";
    item += "\\fB\\-\\-" + troff(option.name) + "\\fR";
    if (!option.argument.empty())
        item += " \\fI" + troff(option.argument) + "\\fR";
    return item + "\n" + troff(option.help) + ".\n";
}

std::string troffVerb(const Verb& verb)
{
    std::string page = ".SS eventscope";
    if (!verb.name.empty())
        page += " " + std::string(verb.name);
    if (!verb.arguments.empty())
        page += " " + troff(verb.arguments);
    page += "\nThis " + std::string(verb.name.empty() ? "call " : "verb ") + troff(verb.summary) + ".\nOptions:\n";
    bool isFirst = true;
    for (const auto name : verb.options) {
        page += (isFirst ? "\\fB\\-\\-" : ", \\fB\\-\\-") + troff(name) + "\\fR";
        isFirst = false;
    }
    page += ".\n";
    for (const auto& example : verb.examples)
        page += ".PP\n" + troff(example.meaning) + ":\n.PP\n.RS 4\n.nf\n" + troff(example.command) + "\n.fi\n.RE\n";
    return page;
}

constexpr std::string_view Targets = R"(.SH TARGETS
A target is a URL, the name of a saved connection with an optional channel
(\fIpayments\-dev/orders.>\fR), or the path of a recording.
\fBeventscope plugins\fR lists the schemes of the URLs that this installation reads.
A password never stands in a URL: it comes from the keyring, from \fB\-\-password\-file\fR,
from the variable EVENTSCOPE_PASSWORD, or from a prompt.
)";

constexpr std::string_view ExitCodes = R"(.SH EXIT STATUS
.TP
.B 0
Done; nothing is known to be missing.
.TP
.B 1
Failed while running: the message says what and what to do.
.TP
.B 2
Wrong usage: the message names the word and the nearest right one.
.TP
.B 3
Cannot connect, not allowed, or not found.
.TP
.B 4
Done, but incomplete or unproven: each gap is printed.
.TP
.B 5
A check or a rule test did not hold.
.TP
.BR 130 ", " 143
Ended by SIGINT or SIGTERM, after an orderly end.
.SH FILES
.TP
.I $XDG_CONFIG_HOME/eventscope
Saved connections and preferences; never a password.
.TP
.I $XDG_DATA_HOME/eventscope
The session log, and plugins of the user.
.SH ENVIRONMENT
.TP
.B EVENTSCOPE_PLUGIN_PATH
Folders in which plugins are looked for first, separated by colons.
.TP
.B EVENTSCOPE_PASSWORD
The password of the targets of one call.
.TP
.B NO_COLOR
When it is set, no colours are printed.
)";

std::string wordsOf(const Verb& verb)
{
    std::string words;
    for (const auto name : verb.options) {
        if (const auto* option = findOption(name)) {
            words += "--" + std::string(name) + " ";
            if (option->letter != 0)
                words += "-" + std::string(1, option->letter) + " ";
        }
    }
    return words;
}

/// The branches of a `case` over the word before the cursor: options that know their values, or want a file.
std::string valueBranches()
{
    std::string branches;
    std::set<std::string_view> seen;
    const auto add = [&](const Verb& verb) {
        for (const auto name : verb.options) {
            const auto* option = findOption(name);
            if (option == nullptr || option->argument.empty() || !seen.insert(name).second)
                continue;
            std::string pattern = "--" + std::string(name);
            if (option->letter != 0)
                pattern += "|-" + std::string(1, option->letter);
            const bool isFile = option->argument.find("FILE") != std::string_view::npos || option->argument == "DIR";
            std::string reply = "COMPREPLY=($(compgen ";
            if (!option->words.empty())
                reply += "-W '" + std::string(option->words) + "' ";
            reply += isFile ? "-f -- \"$current\"))" : "-- \"$current\"))";
            branches +=
                "        " + pattern + ") " + (option->words.empty() && !isFile ? "" : reply + "; ") + "return ;;\n";
        }
    };
    add(consoleVerb());
    for (const auto& verb : verbs())
        add(verb);
    return branches;
}

} // namespace

std::string manPage()
{
    std::string page =
        ".TH EVENTSCOPE 1 \"\" \"Eventscope\" \"User Commands\"\n"
        ".SH NAME\neventscope \\- shows, records and publishes the events of brokers\n"
        ".SH SYNOPSIS\n.B eventscope\n[\\fITARGET\\fR...] [\\fIOPTION\\fR...]\n.br\n"
        ".B eventscope\n\\fIVERB\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n"
        ".SH DESCRIPTION\nEventscope is a console for event\\-driven systems. Without a verb it opens its window; "
        "the verbs below do the same work on the command line. Standard output carries events only; "
        "everything for people goes to standard error.\n.SH VERBS\n";
    page += troffVerb(consoleVerb());
    for (const auto& verb : verbs())
        page += troffVerb(verb);
    page += Targets;
    page += ".SH OPTIONS\nAn option means the same for every verb that has it.\n";
    std::set<std::string_view> seen;
    const auto add = [&](const Verb& verb) {
        for (const auto name : verb.options) {
            const auto* option = findOption(name);
            if (option != nullptr && seen.insert(name).second)
                page += troffOption(*option);
        }
    };
    add(consoleVerb());
    for (const auto& verb : verbs())
        add(verb);
    page += ExitCodes;
    return page;
}

std::string bashCompletion()
{
    std::string names;
    std::string branches;
    for (const auto& verb : verbs()) {
        names += std::string(verb.name) + " ";
        branches += "        " + std::string(verb.name) + ") words='" + wordsOf(verb) + "' ;;\n";
    }
    return "# SPDX-License-Identifier: GPL-3.0-or-later\n"
           "# Completion of the eventscope command for bash.\n"
           "_eventscope()\n{\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]} "
           "words\n"
           "    COMPREPLY=()\n"
           "    if [[ $COMP_CWORD -eq 1 && $current != -* ]]; then\n"
           "        COMPREPLY=($(compgen -W '"
        + names
        + "' -f -- \"$current\"))\n"
          "        return\n"
          "    fi\n"
          "    case $previous in\n"
        + valueBranches()
        + "    esac\n"
          "    case $verb in\n"
        + branches + "        *) words='" + wordsOf(consoleVerb())
        + "' ;;\n"
          "    esac\n"
          "    if [[ $current == -* ]]; then\n"
          "        COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
          "    else\n"
          "        COMPREPLY=($(compgen -f -- \"$current\"))\n"
          "    fi\n"
          "}\n"
          "complete -o filenames -F _eventscope eventscope\n";
}

} // namespace eventscope::app
