// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/own_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <sstream>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace eventscope::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (auto& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Ours, without those that the call sets.
std::vector<std::string> environmentOf(const ProcessCall& call)
{
    auto all = call.environment;
    for (char** entry = ::environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto name = text.substr(0, text.find('=') + 1);
        bool isSet = false;
        for (const auto& own : call.environment)
            isSet = isSet || own.starts_with(name);
        if (!isSet)
            all.emplace_back(text);
    }
    return all;
}

} // namespace

std::filesystem::path thisProgram()
{
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored);
}

ProcessCall partCall(const std::string& part, std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), {"--part", part});
    return {.program = thisProgram(), .arguments = std::move(arguments), .environment = {}};
}

std::unique_ptr<OwnProcess> OwnProcess::start(const ProcessCall& call)
{
    // Packets, so that a number is read whole; a socket, since a write to it need not raise SIGPIPE.
    std::array<int, 2> input{-1, -1};
    std::array<int, 2> output{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, input.data()) != 0)
        return nullptr;
    std::unique_ptr<OwnProcess> process(new OwnProcess);
    process->m_input = input[0];
    if (::pipe2(output.data(), O_CLOEXEC) != 0) {
        ::close(input[1]);
        return nullptr;
    }
    process->m_output = output[0];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    std::vector<std::string> words{call.program.string()};
    words.insert(words.end(), call.arguments.begin(), call.arguments.end());
    auto environment = environmentOf(call);
    const bool isStarted = ::posix_spawn(&process->m_pid, call.program.c_str(), &actions, nullptr,
                               pointersTo(words).data(), pointersTo(environment).data())
        == 0;
    posix_spawn_file_actions_destroy(&actions);
    ::close(input[1]);
    ::close(output[1]);
    if (isStarted)
        return process;
    process->m_pid = -1;
    return nullptr;
}

OwnProcess::~OwnProcess()
{
    closeInput();
    if (m_output >= 0)
        ::close(m_output);
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
}

void OwnProcess::tellProgress(std::uint64_t done) const
{
    [[maybe_unused]] const auto sent = ::send(m_input, &done, sizeof done, MSG_DONTWAIT | MSG_NOSIGNAL);
}

void OwnProcess::closeInput()
{
    if (m_input >= 0)
        ::close(std::exchange(m_input, -1));
}

std::optional<std::string> OwnProcess::finish(milliseconds longest)
{
    const auto deadline = SteadyClock::now() + longest;
    std::string text;
    std::array<char, 4096> piece{};
    while (true) {
        const auto left = std::chrono::duration_cast<milliseconds>(deadline - SteadyClock::now()).count();
        pollfd item{m_output, POLLIN, 0};
        const int ready = left > 0 ? ::poll(&item, 1, static_cast<int>(left)) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return std::nullopt; // the destructor ends it
        const auto size = ::read(m_output, piece.data(), piece.size());
        if (size <= 0)
            break;
        text.append(piece.data(), static_cast<std::size_t>(size));
    }
    int status = -1;
    ::waitpid(std::exchange(m_pid, -1), &status, 0); // it closed its output: it is ending
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? std::optional(std::move(text)) : std::nullopt;
}

std::map<std::string, double> readFigures(const std::string& text)
{
    std::map<std::string, double> figures;
    std::istringstream lines(text);
    std::string name;
    double value = 0;
    while (lines >> name >> value)
        figures[name] = value;
    return figures;
}

std::map<std::string, double> runPart(const std::string& part, std::vector<std::string> arguments, milliseconds longest)
{
    const auto process = OwnProcess::start(partCall(part, std::move(arguments)));
    const auto text = process ? process->finish(longest) : std::nullopt;
    return text ? readFigures(*text) : std::map<std::string, double>();
}

} // namespace eventscope::bench
