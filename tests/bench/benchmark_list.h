// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "tests/bench/bench_row.h"

namespace eventscope::bench {

// The benchmarks, each in a file of its own name: bench_<what>.cpp.

} // namespace eventscope::bench
