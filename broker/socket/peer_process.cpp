// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/socket/peer_process.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>

namespace eventscope::socket {
namespace {

namespace fs = std::filesystem;

template <class Number> std::optional<Number> parseNumber(std::string_view text)
{
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// The inode of a descriptor's link, `socket:[4711]`.
std::optional<std::uint64_t> socketInode(const fs::path& link)
{
    std::error_code error;
    const auto target = fs::read_symlink(link, error).string();
    constexpr std::string_view prefix = "socket:[";
    if (error || !target.starts_with(prefix) || !target.ends_with(']'))
        return std::nullopt;
    return parseNumber<std::uint64_t>(
        std::string_view(target).substr(prefix.size(), target.size() - prefix.size() - 1));
}

std::string baseName(const std::string& path) { return fs::path(path).filename().string(); }

bool isInterpreter(std::string_view program)
{
    constexpr std::array<std::string_view, 9> names{
        "python", "node", "ruby", "perl", "java", "bash", "sh", "dotnet", "php"};
    // `python3.11` is `python`
    const auto end = program.find_first_of("0123456789.");
    return std::find(names.begin(), names.end(), program.substr(0, end)) != names.end();
}

} // namespace

std::string processName(std::span<const std::string> arguments)
{
    if (arguments.empty())
        return {};
    auto program = baseName(arguments.front());
    if (!isInterpreter(program))
        return program;
    for (std::size_t index = 1; index < arguments.size(); ++index) {
        const auto& argument = arguments[index];
        if (argument == "-c" || argument == "-e") // the program stands in the arguments: it has no name
            return program;
        if ((argument == "-m" || argument == "-jar") && index + 1 < arguments.size())
            return baseName(arguments[index + 1]);
        if (!argument.starts_with('-'))
            return baseName(argument);
    }
    return program;
}

std::map<std::uint64_t, PeerProcess> PeerProcesses::find(std::span<const std::uint64_t> inodes, SteadyTime now)
{
    std::erase_if(m_answers,
        [&](const auto& entry) { return std::find(inodes.begin(), inodes.end(), entry.first) == inodes.end(); });
    std::vector<std::uint64_t> wanted;
    for (const auto inode : inodes) {
        const auto known = m_answers.find(inode);
        if (known == m_answers.end()
            || (known->second.process.pid == 0 && now - known->second.askedAt >= AskAgainAfter))
            wanted.push_back(inode);
    }
    if (!wanted.empty())
        lookThrough(wanted, now);

    std::map<std::uint64_t, PeerProcess> found;
    for (const auto& [inode, answer] : m_answers) {
        if (answer.process.pid != 0)
            found.emplace(inode, answer.process);
    }
    return found;
}

void PeerProcesses::lookThrough(std::span<const std::uint64_t> wanted, SteadyTime now)
{
    for (const auto inode : wanted)
        m_answers[inode] = {{}, now};
    std::error_code error;
    for (fs::directory_iterator process(m_proc, error), end; !error && process != end; process.increment(error)) {
        const auto pid = parseNumber<std::int64_t>(process->path().filename().string());
        if (!pid)
            continue;
        std::error_code closed; // processes end while they are looked at, and those of others are closed to us
        for (fs::directory_iterator link(process->path() / "fd", closed), last; !closed && link != last;
             link.increment(closed)) {
            const auto inode = socketInode(link->path());
            if (!inode || std::find(wanted.begin(), wanted.end(), *inode) == wanted.end())
                continue;
            auto& answer = m_answers[*inode];
            if (answer.process.pid == 0)
                answer.process = describe(process->path(), *pid);
        }
    }
}

PeerProcess PeerProcesses::describe(const fs::path& folder, std::int64_t pid)
{
    std::ifstream file(folder / "cmdline");
    std::vector<std::string> arguments;
    for (std::string argument; arguments.size() < 64 && std::getline(file, argument, '\0');)
        arguments.push_back(std::move(argument));
    return {pid, processName(arguments)};
}

} // namespace eventscope::socket
