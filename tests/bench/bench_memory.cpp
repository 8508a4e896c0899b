// SPDX-License-Identifier: GPL-3.0-or-later
// Whether memory and disk stay within their budgets while more comes than the program can keep.
#include <chrono>
#include <filesystem>
#include <string>

#include "tests/bench/benchmark_list.h"
#include "tests/bench/own_process.h"

namespace eventscope::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t MiB = std::uint64_t{1} << 20;
constexpr std::uint64_t RamBudget = 128 * MiB;
constexpr std::uint64_t DiskBudget = 256 * MiB;
constexpr std::uint64_t PayloadBytes = 250;
// The idle program, the queues between its threads at their bounds, and SQLite's cache.
constexpr std::uint64_t Constant = 256 * MiB;

double figureOf(const std::map<std::string, double>& figures, const std::string& name)
{
    const auto found = figures.find(name);
    return found == figures.end() ? -1 : found->second;
}

} // namespace

std::vector<BenchRow> memoryFlood(const BenchOptions& options)
{
    const auto minutes = options.isQuick ? 3min : 30min;
    const auto folder = options.folder / "memory";
    std::filesystem::create_directories(folder);
    const auto figures = runPart("memory",
        {folder.string(), std::to_string(std::chrono::seconds(minutes).count()), std::to_string(RamBudget),
            std::to_string(DiskBudget), std::to_string(PayloadBytes)},
        minutes + 3min);
    std::filesystem::remove_all(folder);
    const auto conditions = "events of 250 B as fast as the embedded broker takes them for "
        + std::to_string(minutes.count())
        + " min, window, analysis and ring log on, memory budget 128 MiB, disk budget 256 MiB, offscreen platform";
    auto growth = figureOf(figures, "growth");
    if (!figures.empty() && growth < 0)
        growth = 0; // it shrank; a negative figure would say that the run failed
    return {
        plainFigure({"memory_flood.growth", "%", 5, Better::Lower, "",
                        conditions + "; resident memory at the end against that after the first third"},
            growth),
        plainFigure({"memory_flood.resident", "bytes", static_cast<double>(RamBudget + Constant), Better::Lower, "",
                        conditions + "; the most in the whole run, goal: budget and what does not depend on it"},
            figureOf(figures, "resident")),
        plainFigure({"memory_flood.disk", "bytes", static_cast<double>(DiskBudget), Better::Lower, "",
                        conditions + "; the most that the log took"},
            figureOf(figures, "disk")),
    };
}

} // namespace eventscope::bench
