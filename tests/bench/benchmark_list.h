// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/bench_row.h"

namespace eventscope::bench {

// The benchmarks, each in a file of its own name: bench_<what>.cpp.

[[nodiscard]] std::vector<BenchRow> brokerForward100B(const BenchOptions& options);
[[nodiscard]] std::vector<BenchRow> brokerForward1KiB(const BenchOptions& options);
[[nodiscard]] std::vector<BenchRow> logAppend256B(const BenchOptions& options);
[[nodiscard]] std::vector<BenchRow> recordingOpen10M(const BenchOptions& options);
[[nodiscard]] std::vector<BenchRow> natsView100B(const BenchOptions& options);
[[nodiscard]] std::vector<BenchRow> natsView1KiB(const BenchOptions& options);
[[nodiscard]] std::vector<BenchRow> brokerLogged100B(const BenchOptions& options);
[[nodiscard]] std::vector<BenchRow> natsRecord100B(const BenchOptions& options);
[[nodiscard]] std::vector<BenchRow> natsRecord1KiB(const BenchOptions& options);
[[nodiscard]] std::vector<BenchRow> gui100k(const BenchOptions& options);
[[nodiscard]] std::vector<BenchRow> startUp(const BenchOptions& options);
[[nodiscard]] std::vector<BenchRow> memoryFlood(const BenchOptions& options);

/// A part of a benchmark that needs a process of its own: `eventscope_bench --part NAME ARGUMENT...`, see
/// own_process.h.
struct BenchPart {
    std::string_view name;
    int (*run)(const std::vector<std::string>& arguments); ///< the exit code
};

/// Every part of this build: benchmark_list.cpp.
[[nodiscard]] const std::vector<BenchPart>& parts();

int guiPart(const std::vector<std::string>& arguments);
int memoryPart(const std::vector<std::string>& arguments);
int filterPart(const std::vector<std::string>& arguments);

} // namespace eventscope::bench
