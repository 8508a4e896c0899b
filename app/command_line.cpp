// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include <algorithm>
#include <filesystem>
#include <numeric>

namespace eventscope::app {
namespace {

/// Insertions, deletions, replacements and swaps of neighbours that make one word of the other.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        cost[i][0] = i;
    std::iota(cost[0].begin(), cost[0].end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t differs = a[i - 1] == b[j - 1] ? 0 : 1;
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + differs});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

std::string nameForPeople(const Verb& verb)
{
    return verb.name.empty() ? std::string("eventscope") : "eventscope " + std::string(verb.name);
}

std::string seeHelp(const Verb& verb) { return " See '" + nameForPeople(verb) + " --help'."; }

/// Reads the words of one call from left to right.
class Parser {
public:
    explicit Parser(std::span<const std::string> words)
        : m_words(words)
    {
        m_line.verb = &consoleVerb();
    }

    Result<CommandLine> parse()
    {
        for (; m_next < m_words.size(); ++m_next) {
            if (const auto done = take(m_words[m_next]); !done)
                return tl::unexpected(done.error());
        }
        if (m_line.page == CommandLine::Page::None) {
            if (const auto checked = checkArguments(); !checked)
                return tl::unexpected(checked.error());
        }
        return std::move(m_line);
    }

private:
    Result<> take(const std::string& word)
    {
        if (m_optionsEnded || word == "-" || word.size() < 2 || word.front() != '-')
            return takeArgument(word);
        if (word == "--") {
            m_optionsEnded = true;
            return {};
        }
        return word.starts_with("--") ? takeLong(word) : takeLetters(word);
    }

    Result<> takeArgument(const std::string& word)
    {
        const bool mayBeVerb = m_line.verb->name.empty() && m_line.arguments.empty() && !m_optionsEnded;
        if (!mayBeVerb) {
            m_line.arguments.push_back(word);
            return {};
        }
        if (isVerbOfLaterVersion(word))
            return failure(Fault::Invalid,
                "This version does not have the verb '" + word + "' yet; a later one brings it."
                    + seeHelp(consoleVerb()));
        if (const Verb* verb = findVerb(word))
            m_line.verb = verb;
        else if (word == "help")
            m_line.page = CommandLine::Page::Help;
        else
            m_line.arguments.push_back(word);
        return {};
    }

    Result<> takeLong(const std::string& word)
    {
        const auto equals = word.find('=');
        const auto name = word.substr(2, equals == std::string::npos ? std::string::npos : equals - 2);
        if (name == "print-man-page" || name == "print-completion") { // for the build, so in no help
            m_line.page = name == "print-man-page" ? CommandLine::Page::ManPage : CommandLine::Page::Completion;
            return {};
        }
        const OptionSpec* option = findOption(name);
        if (isOptionOfLaterVersion(name))
            return failure(Fault::Invalid,
                "This version does not have the option --" + name + " yet; a later one brings it."
                    + seeHelp(*m_line.verb));
        if (option == nullptr || !isKnownHere(name))
            return unknownOption("--" + name, name);
        if (option->argument.empty()) {
            if (equals != std::string::npos)
                return failure(Fault::Invalid, "The option --" + name + " takes no value." + seeHelp(*m_line.verb));
            return keep(*option, {});
        }
        if (equals != std::string::npos)
            return keep(*option, word.substr(equals + 1));
        return keepNextWord(*option, "--" + name);
    }

    Result<> takeLetters(const std::string& word)
    {
        for (std::size_t at = 1; at < word.size(); ++at) {
            const OptionSpec* option = findLetter(word[at]);
            if (option == nullptr)
                return failure(Fault::Invalid,
                    nameForPeople(*m_line.verb) + " has no option '-" + std::string(1, word[at]) + "' (in '" + word
                        + "')." + seeHelp(*m_line.verb));
            if (option->argument.empty()) {
                if (const auto kept = keep(*option, {}); !kept)
                    return kept;
                continue;
            }
            if (at + 1 < word.size())
                return keep(*option, word.substr(at + 1));
            return keepNextWord(*option, std::string("-") + option->letter);
        }
        return {};
    }

    Result<> keepNextWord(const OptionSpec& option, const std::string& asWritten)
    {
        if (m_next + 1 >= m_words.size())
            return failure(Fault::Invalid,
                "The option " + asWritten + " needs a value: " + std::string(option.argument) + "."
                    + seeHelp(*m_line.verb));
        return keep(option, m_words[++m_next]);
    }

    Result<> keep(const OptionSpec& option, std::string value)
    {
        if (option.name == "help")
            m_line.page = CommandLine::Page::Help;
        else if (option.name == "version" && m_line.page == CommandLine::Page::None)
            m_line.page = CommandLine::Page::Version;
        m_line.options.emplace_back(option.name, std::move(value));
        return {};
    }

    [[nodiscard]] bool isKnownHere(std::string_view name) const
    {
        const auto& options = m_line.verb->options;
        return std::find(options.begin(), options.end(), name) != options.end();
    }

    [[nodiscard]] const OptionSpec* findLetter(char letter) const
    {
        for (const auto name : m_line.verb->options) {
            const auto* option = findOption(name);
            if (option != nullptr && option->letter == letter)
                return option;
        }
        return nullptr;
    }

    tl::unexpected<Error> unknownOption(const std::string& asWritten, const std::string& name) const
    {
        auto nearest = std::string(nearestWord(name, m_line.verb->options));
        if (!nearest.empty())
            nearest = " Did you mean '--" + nearest + "'?";
        return failure(Fault::Invalid,
            nameForPeople(*m_line.verb) + " has no option '" + asWritten + "'." + nearest + seeHelp(*m_line.verb));
    }

    [[nodiscard]] Result<> checkArguments() const
    {
        const auto& verb = *m_line.verb;
        if (m_line.arguments.size() < verb.minArguments && !m_line.has("list"))
            return failure(
                Fault::Invalid, nameForPeople(verb) + " needs '" + std::string(verb.arguments) + "'." + seeHelp(verb));
        if (m_line.arguments.size() > verb.maxArguments)
            return failure(Fault::Invalid,
                "'" + m_line.arguments[verb.maxArguments] + "' is one argument too many: " + nameForPeople(verb)
                    + " takes " + (verb.arguments.empty() ? "none" : std::string(verb.arguments)) + "."
                    + seeHelp(verb));
        return {};
    }

    std::span<const std::string> m_words;
    std::size_t m_next = 0;
    bool m_optionsEnded = false;
    CommandLine m_line;
};

} // namespace

bool CommandLine::has(std::string_view option) const
{
    return std::any_of(options.begin(), options.end(), [&](const auto& pair) { return pair.first == option; });
}

std::optional<std::string> CommandLine::value(std::string_view option) const
{
    const auto found =
        std::find_if(options.rbegin(), options.rend(), [&](const auto& pair) { return pair.first == option; });
    return found == options.rend() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> CommandLine::values(std::string_view option) const
{
    std::vector<std::string> found;
    for (const auto& [name, value] : options) {
        if (name == option)
            found.push_back(value);
    }
    return found;
}

Result<CommandLine> parseCommandLine(std::span<const std::string> words) { return Parser(words).parse(); }

std::string_view nearestWord(std::string_view wrong, std::span<const std::string_view> words)
{
    if (wrong.size() > 64)
        return {};
    std::string_view nearest;
    auto best = std::max<std::size_t>(1, wrong.size() / 3) + 1; // beyond a third of the word it is another word
    for (const auto word : words) {
        const auto far = distance(wrong, word);
        if (far < best) {
            best = far;
            nearest = word;
        }
    }
    if (nearest.empty() && wrong.size() >= 3) {
        for (const auto word : words) {
            if (word.starts_with(wrong))
                return word;
        }
    }
    return nearest;
}

std::string didYouMean(std::string_view wrong, std::span<const std::string_view> words)
{
    const auto nearest = nearestWord(wrong, words);
    return nearest.empty() ? std::string() : " Did you mean '" + std::string(nearest) + "'?";
}

} // namespace eventscope::app
