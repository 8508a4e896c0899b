// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope::bench {

/// How the program was called.
struct BenchOptions {
    bool isQuick = false; ///< each benchmark stays under 20 s
    std::filesystem::path folder; ///< on a real disk, empty, removed at the end
};

enum class Better { Higher, Lower };

/// What a figure is and what it must reach.
struct BenchGoal {
    std::string name; ///< `NAME`, or `NAME.METRIC` where a benchmark has several figures
    std::string unit;
    double goal = 0; ///< of the ratio where there is a reference, else of the figure itself
    Better better = Better::Higher;
    std::string referenceName; ///< empty where there is none
    std::string conditions; ///< what both sides promise: page size, synchronous, window, platform
};

/// One figure, as it is printed.
struct BenchRow {
    BenchGoal goal;
    double ours = 0;
    std::optional<double> reference;
    std::optional<double> ratio;

    [[nodiscard]] bool holds() const;
};

/// Runs both sides in turn, `pairs` times; the row has their medians and the median of the ratios of the pairs.
/// A side returns its figure, negative where it failed (the row then does not hold).
[[nodiscard]] BenchRow comparePairs(
    BenchGoal goal, std::size_t pairs, const std::function<double()>& ours, const std::function<double()>& reference);
/// A figure without a reference.
[[nodiscard]] BenchRow plainFigure(BenchGoal goal, double ours);

[[nodiscard]] double median(std::vector<double> values);
/// The row as one JSON object without a line feed; see the command line contract, section 6.
[[nodiscard]] std::string toJson(const BenchRow& row);

/// A benchmark: `name` selects it on the command line, `run` returns one row for each figure.
struct Benchmark {
    std::string_view name;
    std::vector<BenchRow> (*run)(const BenchOptions& options);
};

/// Every benchmark of this build, in the order in which they run: benchmark_list.cpp.
[[nodiscard]] const std::vector<Benchmark>& benchmarks();

} // namespace eventscope::bench
