// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchmark_list.h"

#include "tests/bench/bench_row.h"
#ifdef EVENTSCOPE_BENCH_BROKER_FLOOD
#include "tests/bench/broker_flood.h"
#endif

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
#ifdef EVENTSCOPE_BENCH_BROKER_LOGGED
        {"broker_logged_100B", brokerLogged100B},
#endif
#ifdef EVENTSCOPE_BENCH_NATS_RECORD
        {"nats_record_100B", natsRecord100B},
        {"nats_record_1KiB", natsRecord1KiB},
#endif
#ifdef EVENTSCOPE_BENCH_START
        {"start", startUp},
#endif
#ifdef EVENTSCOPE_BENCH_GUI
        {"gui_100k", gui100k},
        {"memory_flood", memoryFlood},
#endif
    };
    return all;
}

const std::vector<BenchPart>& parts()
{
    static const std::vector<BenchPart> all{
#ifdef EVENTSCOPE_BENCH_BROKER_FLOOD
        {"broker_flood", brokerFloodPart},
#endif
#ifdef EVENTSCOPE_BENCH_GUI
        {"gui", guiPart},
        {"memory", memoryPart},
#endif
#ifdef EVENTSCOPE_BENCH_FILTER
        {"filter", filterPart},
#endif
    };
    return all;
}

} // namespace eventscope::bench
