// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

} // namespace eventscope::bench
