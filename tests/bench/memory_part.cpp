// SPDX-License-Identifier: GPL-3.0-or-later
// The process of memory_flood: writes its figures as lines of `name number`.
#include <QTimer>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include <unistd.h>

#include "tests/bench/bench_row.h"
#include "tests/bench/benchmark_list.h"
#include "tests/bench/flooded_console.h"

namespace eventscope::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto SampleEvery = 1s;

double residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    double pages = 0;
    statm >> pages >> pages;
    return pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double bytesBelow(const std::filesystem::path& folder)
{
    double sum = 0;
    std::error_code error;
    for (auto at = std::filesystem::recursive_directory_iterator(folder, error); !error && at != end(at);
         at.increment(error)) {
        const auto size = at->file_size(error);
        sum += error ? 0 : static_cast<double>(size);
        error.clear(); // a segment that was dropped in this moment
    }
    return sum;
}

/// The median of a tenth of the samples that ends at `part` of all.
double levelAt(const std::vector<double>& samples, double part)
{
    const auto tenth = std::max<std::size_t>(1, samples.size() / 10);
    const auto end =
        std::clamp(static_cast<std::size_t>(part * static_cast<double>(samples.size())), tenth, samples.size());
    const auto stop = samples.begin() + static_cast<std::ptrdiff_t>(end);
    return median({stop - static_cast<std::ptrdiff_t>(tenth), stop});
}

} // namespace

/// FOLDER SECONDS RAM DISK BYTES
int memoryPart(const std::vector<std::string>& arguments)
{
    if (arguments.size() != 5)
        return 2;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    std::string name = "eventscope_bench";
    std::array<char*, 2> argv{name.data(), nullptr};
    const WatchedApplication application(argc, argv.data());
    const FloodedConsole::Options options{
        .folder = arguments[0], .ramBytes = std::stoull(arguments[2]), .diskBytes = std::stoull(arguments[3])};
    const auto console = FloodedConsole::open(options);
    if (!console)
        return 1;
    std::vector<double> resident;
    double disk = 0;
    QTimer sampler;
    QObject::connect(&sampler, &QTimer::timeout, &sampler, [&] {
        resident.push_back(residentBytes());
        disk = std::max(disk, bytesBelow(options.folder));
    });
    sampler.start(SampleEvery);
    auto figures =
        console->run({.endpoint = {}, .messages = 0, .payloadBytes = std::stoull(arguments[4]), .rate = 0, .window = 0},
            std::chrono::seconds(std::stoull(arguments[1])));
    sampler.stop();
    if (figures.empty() || resident.size() < 10)
        return 1;
    const auto third = levelAt(resident, 1.0 / 3);
    std::printf("growth %.3f\nresident %.0f\ndisk %.0f\n", (levelAt(resident, 1) - third) / third * 100,
        *std::max_element(resident.begin(), resident.end()), disk);
    std::printf("sent %.0f\nrate %.0f\n", figures["sent"], figures["sent"] / figures["seconds"]);
    return 0;
}

} // namespace eventscope::bench
