// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchmark_list.h"

#include "tests/bench/bench_row.h"

namespace eventscope::bench {

const std::vector<Benchmark>& benchmarks()
{
    // One line a benchmark; those that need an optional library stand between #ifdef, see CMakeLists.txt.
    static const std::vector<Benchmark> all{
#ifdef EVENTSCOPE_BENCH_LOG
        {"log_append_256B", logAppend256B},
        {"recording_open_10M", recordingOpen10M},
#endif
#ifdef EVENTSCOPE_BENCH_BROKER_FORWARD
        {"broker_forward_100B", brokerForward100B},
        {"broker_forward_1KiB", brokerForward1KiB},
#endif
#ifdef EVENTSCOPE_BENCH_NATS
        {"nats_view_100B", natsView100B},
        {"nats_view_1KiB", natsView1KiB},
#endif
    };
    return all;
}

} // namespace eventscope::bench
