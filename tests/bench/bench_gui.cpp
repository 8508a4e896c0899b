// SPDX-License-Identifier: GPL-3.0-or-later
// What the window costs at 100,000 events a second, and how old a row is when it is painted.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>

#include "tests/bench/benchmark_list.h"
#include "tests/bench/own_process.h"

namespace eventscope::bench {
namespace {

using namespace std::chrono_literals;

constexpr int Seconds = 60; // a minute also under --quick: rows leave the memory budget only after some seconds
constexpr int Rate = 100'000;
constexpr int PayloadBytes = 200;

double figureOf(const std::map<std::string, double>& figures, const std::string& name)
{
    const auto found = figures.find(name);
    return found == figures.end() ? -1 : found->second;
}

} // namespace

std::vector<BenchRow> gui100k(const BenchOptions& options)
{
    const auto folder = options.folder / "gui";
    std::filesystem::create_directories(folder);
    auto figures = runPart(
        "gui", {folder.string(), std::to_string(Seconds), std::to_string(Rate), std::to_string(PayloadBytes)}, 4min);
    std::filesystem::remove_all(folder);
    if (figureOf(figures, "rate") < 0.98 * Rate) {
        std::fprintf(
            stderr, "gui_100k: the publisher sent %.0f events/s instead of %d\n", figureOf(figures, "rate"), Rate);
        figures.clear();
    }
    const auto conditions = std::to_string(Rate) + " events/s of " + std::to_string(PayloadBytes) + " B for "
        + std::to_string(Seconds)
        + " s from one publisher in a process of its own, through the embedded broker; ring log durable, analysis and "
          "every inspector on, 1600x900, offscreen platform, after 2 s of warm-up";
    return {
        plainFigure({"gui_100k.frame_p99", "ms", 16, Better::Lower, "",
                        conditions + "; tick, inspectors and painting of one frame"},
            figureOf(figures, "frame_p99")),
        plainFigure({"gui_100k.latency_p99", "ms", 60, Better::Lower, "",
                        conditions + "; from the publisher's stamp to the end of the painting that shows the row"},
            figureOf(figures, "latency_p99")),
        plainFigure({"gui_100k.lost_on_log", "events", 0, Better::Lower, "", conditions + "; sent and not on disk"},
            figureOf(figures, "lost_on_log")),
    };
}

} // namespace eventscope::bench
