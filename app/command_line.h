// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "broker/event/result.h"

namespace eventscope::app {

/// One option of the command line. The same name means the same for every verb that has it.
struct OptionSpec {
    /// Where `--help` shows it: by itself, or in the short list of what is rarely needed.
    enum class Place { Own, Short };

    char letter = 0; ///< 0 = long form only
    std::string_view name;
    std::string_view argument; ///< what stands for its value in the help; empty = a switch
    std::string_view help;
    Place place = Place::Own;
    std::string_view words; ///< known values, separated by spaces, for completion
};

struct Example {
    std::string_view command;
    std::string_view meaning;
};

/// What the arguments of a verb are: for completion.
enum class ArgumentKind { None, Target, Recording, File, Demo };

/// One verb: everything that help, man page, completion and parser know of it.
struct Verb {
    std::string_view name; ///< empty: the console, which has no verb
    std::string_view arguments;
    std::string_view summary;
    std::size_t minArguments = 0;
    std::size_t maxArguments = 0;
    ArgumentKind argumentKind = ArgumentKind::None;
    std::span<const std::string_view> options; ///< names, in the order of the help
    std::span<const Example> examples;
};

[[nodiscard]] std::span<const Verb> verbs();
/// The program without a verb.
[[nodiscard]] const Verb& consoleVerb();
[[nodiscard]] const Verb* findVerb(std::string_view name);
/// The option of that name; null where there is none.
[[nodiscard]] const OptionSpec* findOption(std::string_view name);
/// Verbs of the contract that a later version brings: known words, but not to be used yet.
[[nodiscard]] bool isVerbOfLaterVersion(std::string_view name);
[[nodiscard]] bool isOptionOfLaterVersion(std::string_view name);

/// The words of one call, sorted.
struct CommandLine {
    /// What was asked for instead of the work of the verb.
    enum class Page { None, Help, Version, ManPage, Completion };

    const Verb* verb = nullptr;
    Page page = Page::None;
    std::vector<std::string> arguments;
    std::vector<std::pair<std::string, std::string>> options; ///< long name, value; in the order of the call

    [[nodiscard]] bool has(std::string_view option) const;
    /// The last value of an option.
    [[nodiscard]] std::optional<std::string> value(std::string_view option) const;
    [[nodiscard]] std::vector<std::string> values(std::string_view option) const;
};

/// Reads the words after the program's name. An option takes its value from the same word (`--count=5`, `-c5`) or from
/// the next one, whatever that begins with; `--` ends the options.
/// Error: Fault::Invalid; names the word and the nearest right one.
[[nodiscard]] Result<CommandLine> parseCommandLine(std::span<const std::string> words);

/// The nearest of some words to a wrong one; empty where none is near.
[[nodiscard]] std::string_view nearestWord(std::string_view wrong, std::span<const std::string_view> words);
/// " Did you mean 'WORD'?", or nothing.
[[nodiscard]] std::string didYouMean(std::string_view wrong, std::span<const std::string_view> words);

} // namespace eventscope::app
