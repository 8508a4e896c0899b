// SPDX-License-Identifier: GPL-3.0-or-later
// How long the console takes to its first painting, and what it costs while nothing happens.
#include <chrono>
#include <filesystem>
#include <optional>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/bench/benchmark_list.h"
#include "tests/bench/own_process.h"

namespace eventscope::bench {
namespace {

using namespace std::chrono_literals;

constexpr double IdleGoal = 150e6;

/// A home in which nobody has used the program, so that no preferences or logs of this machine count.
ProcessCall consoleCall(const std::filesystem::path& home)
{
    ProcessCall call{.program = thisProgram().parent_path() / "eventscope", .arguments = {}, .environment = {}};
    for (const auto* const name :
        {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"}) {
        const auto folder = home / name;
        std::filesystem::create_directories(folder);
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
        call.environment.push_back(std::string(name) + "=" + folder.string());
    }
    call.environment.emplace_back("QT_QPA_PLATFORM=offscreen");
    call.environment.emplace_back("EVENTSCOPE_TELL_FIRST_PAINT=1");
    return call;
}

struct Start {
    double firstPaintMs = -1;
    double idleBytes = -1;
};

std::optional<Start> startOnce(const std::filesystem::path& home)
{
    const auto console = OwnProcess::start(consoleCall(home));
    const auto text = console ? console->finish(60s) : std::nullopt;
    if (!text)
        return std::nullopt;
    Start start;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (json.is_object() && json.contains("first_paint_ms"))
            start.firstPaintMs = json["first_paint_ms"].get<double>();
        if (json.is_object() && json.contains("idle_resident_bytes"))
            start.idleBytes = json["idle_resident_bytes"].get<double>();
    }
    return start;
}

} // namespace

std::vector<BenchRow> startUp(const BenchOptions& options)
{
    const int runs = options.isQuick ? 3 : 7;
    const auto home = options.folder / "home";
    std::vector<double> firstPaints;
    std::vector<double> idle;
    bool allRan = startOnce(home).has_value(); // warms the page cache
    for (int i = 0; i < runs && allRan; ++i) {
        const auto start = startOnce(home);
        allRan = start && start->firstPaintMs >= 0 && start->idleBytes >= 0;
        firstPaints.push_back(start ? start->firstPaintMs : -1);
        idle.push_back(start ? start->idleBytes : -1);
    }
    std::filesystem::remove_all(home);
    const auto conditions = "median of " + std::to_string(runs)
        + " starts after one that warms the page cache, broker running, start page shown, offscreen platform";
    return {
        plainFigure({"start.first_paint", "ms", 700, Better::Lower, "",
                        conditions + "; from the start of the process to the end of the first painting"},
            allRan ? median(firstPaints) : -1),
        plainFigure({"start.idle_memory", "bytes", IdleGoal, Better::Lower, "",
                        conditions + "; resident memory 3 s after the first painting"},
            allRan ? median(idle) : -1),
    };
}

} // namespace eventscope::bench
