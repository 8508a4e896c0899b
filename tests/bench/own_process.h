// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace eventscope::bench {

/// What to run beside this program.
struct ProcessCall {
    std::filesystem::path program;
    std::vector<std::string> arguments;
    std::vector<std::string> environment; ///< `NAME=value`, before ours
};

/// Where this program lies.
[[nodiscard]] std::filesystem::path thisProgram();
/// This program again, for one of its parts: see benchmark_list.h.
[[nodiscard]] ProcessCall partCall(const std::string& part, std::vector<std::string> arguments);

/// A process with pipes on its standard input and output. Ended by force with the object. Thread: one at a time.
class OwnProcess {
public:
    /// Null where it cannot be started.
    [[nodiscard]] static std::unique_ptr<OwnProcess> start(const ProcessCall& call);
    ~OwnProcess();
    OwnProcess(const OwnProcess&) = delete;
    OwnProcess& operator=(const OwnProcess&) = delete;

    /// Tells it how far its reader has come, see FloodWindow. Never waits: where there is no room, the next one counts.
    void tellProgress(std::uint64_t done) const;
    /// Its standard input ends, which ends a publisher without a count.
    void closeInput();
    /// Readable once it has written something or ended.
    [[nodiscard]] int output() const { return m_output; }

    /// All of its standard output. nullopt where it did not end within `longest` or with another code than 0.
    [[nodiscard]] std::optional<std::string> finish(std::chrono::milliseconds longest);

private:
    OwnProcess() = default;

    pid_t m_pid = -1;
    int m_input = -1;
    int m_output = -1;
};

/// Lines of `name number`, as the parts write them.
[[nodiscard]] std::map<std::string, double> readFigures(const std::string& text);
/// Runs a part to its end. Empty where it failed.
[[nodiscard]] std::map<std::string, double> runPart(
    const std::string& part, std::vector<std::string> arguments, std::chrono::milliseconds longest);

} // namespace eventscope::bench
