// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the named benchmarks, all without a name. Prints one JSON object a figure on standard output, nothing else.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "tests/bench/bench_row.h"
#include "tests/bench/benchmark_list.h"

namespace {

using namespace eventscope::bench;

constexpr int Done = 0;
constexpr int Failed = 1;
constexpr int WrongUsage = 2;
constexpr int DoesNotHold = 5;

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

/// A new folder below $TMPDIR (else /var/tmp, since /tmp is a memory file system on some machines).
std::optional<std::filesystem::path> makeFolder()
{
    const char* const chosen = std::getenv("TMPDIR");
    std::string pattern = std::string(chosen != nullptr ? chosen : "/var/tmp") + "/eventscope-bench-XXXXXX";
    const char* const made = ::mkdtemp(pattern.data());
    return made != nullptr ? std::optional<std::filesystem::path>(made) : std::nullopt;
}

bool isWanted(std::string_view name, const std::vector<std::string>& names)
{
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

bool areKnown(const std::vector<std::string>& names)
{
    for (const auto& name : names) {
        const auto& all = benchmarks();
        if (std::any_of(all.begin(), all.end(), [&](const Benchmark& one) { return one.name == name; }))
            continue;
        say("no benchmark '" + name + "'; --list prints those of this build");
        return false;
    }
    return true;
}

/// False if a figure does not hold.
bool runAll(const std::vector<std::string>& names, const BenchOptions& options)
{
    bool allHold = true;
    for (const auto& benchmark : benchmarks()) {
        if (!isWanted(benchmark.name, names))
            continue;
        say("running " + std::string(benchmark.name));
        for (const auto& row : benchmark.run(options)) {
            std::printf("%s\n", toJson(row).c_str());
            std::fflush(stdout);
            allHold = allHold && row.holds();
        }
    }
    return allHold;
}

/// This program as a process of one of its benchmarks.
int runPart(std::string_view name, const std::vector<std::string>& arguments)
{
    for (const auto& part : parts()) {
        if (part.name == name)
            return part.run(arguments);
    }
    say("no part '" + std::string(name) + "'");
    return WrongUsage;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc > 2 && std::string_view(argv[1]) == "--part")
        return runPart(argv[2], std::vector<std::string>(argv + 3, argv + argc));
    BenchOptions options;
    std::vector<std::string> names;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument(argv[i]);
        if (argument == "--quick") {
            options.isQuick = true;
        } else if (argument == "--list") {
            for (const auto& benchmark : benchmarks())
                std::printf("%s\n", std::string(benchmark.name).c_str());
            return Done;
        } else if (argument.starts_with("-")) {
            say("unknown option '" + std::string(argument) + "'; usage: eventscope_bench [--quick] [--list] [NAME...]");
            return WrongUsage;
        } else {
            names.emplace_back(argument);
        }
    }
    if (!areKnown(names))
        return WrongUsage;
    const auto folder = makeFolder();
    if (!folder) {
        say("cannot make a folder for the benchmarks; set TMPDIR to a folder on a disk with room");
        return Failed;
    }
    options.folder = *folder;
    const bool allHold = runAll(names, options);
    std::error_code ignored;
    std::filesystem::remove_all(*folder, ignored);
    return allHold ? Done : DoesNotHold;
}
