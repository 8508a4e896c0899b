// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <random>

#include "broker/log/log_reader.h"
#include "broker/log/log_writer.h"
#include "tests/bench/benchmark_list.h"
#include "tests/bench/log_rows.h"
#include "tests/bench/own_process.h"

namespace eventscope::bench {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::size_t CommitRows = 1000;
constexpr std::size_t BatchRows = 500;
constexpr const char* FilterText = "type = 'order.created' AND key = '4720'";

double secondsSince(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

/// Events a second from the first append to the last commit; negative on failure.
double appendRows(
    const log::LogOptions& options, const Names& names, EventBatch& batch, std::size_t rows, std::size_t commitRows)
{
    auto writer = log::LogWriter::open(options, names);
    if (!writer)
        return -1;
    const auto begin = Clock::now();
    for (std::size_t row = 0; row < rows; row += batch.size()) {
        batch.numberFrom(Position(row + 1));
        if (!(*writer)->append(batch))
            return -1;
        const bool isDue = (row + batch.size()) % commitRows == 0;
        if (isDue && !(*writer)->commit())
            return -1;
    }
    const auto took = secondsSince(begin);
    return (*writer)->close() ? static_cast<double>(rows) / took : -1;
}

/// Seconds for one page of 200 events, the best of three, since on a shared machine the worst is that of the scheduler.
double pageSeconds(log::LogReader& reader, Position from, log::LogReader::Direction direction)
{
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
        const auto begin = Clock::now();
        const auto page = reader.read(from, 200, direction);
        if (!page || (*page)->size() == 0)
            return -1;
        best = std::min(best, secondsSince(begin));
    }
    return best;
}

/// Seconds for the slowest of `pages` random pages, both directions; negative on failure.
double slowestPage(log::LogReader& reader, int pages)
{
    std::mt19937_64 random(7);
    double slowest = 0;
    for (int i = 0; i < pages; ++i) {
        const Position from(1 + random() % reader.last().value());
        const auto direction = i % 2 == 0 ? log::LogReader::Direction::Forward : log::LogReader::Direction::Backward;
        const auto took = pageSeconds(reader, from, direction);
        if (took < 0)
            return -1;
        slowest = std::max(slowest, took);
    }
    return slowest;
}

/// Milliseconds to the first screen of a filter, in a process with an event loop; negative on failure.
double filterFirstScreen(const std::filesystem::path& recording)
{
    const auto figures = runPart("filter", {recording.string(), FilterText}, 60s);
    const auto found = figures.find("first_screen");
    return found == figures.end() ? -1 : found->second;
}

} // namespace

std::vector<BenchRow> logAppend256B(const BenchOptions& options)
{
    const std::size_t rows = options.isQuick ? 60'000 : 300'000;
    Names names;
    auto batch = liveBatch(names, BatchRows, 256);
    int run = 0;
    const auto ours = [&] {
        log::LogOptions log;
        log.path = options.folder / ("log" + std::to_string(run++));
        log.diskBudgetBytes = 0;
        const auto rate = appendRows(log, names, *batch, rows, CommitRows);
        std::filesystem::remove_all(log.path);
        return rate;
    };
    const auto bare = [&] { return bareSqliteRows(options.folder / "bare", *batch, rows, CommitRows); };
    return {comparePairs(
        {"log_append_256B", "events/s", 0.8, Better::Higher, "bare SQLite loop", logConditions(CommitRows)}, 5, ours,
        bare)};
}

std::vector<BenchRow> recordingOpen10M(const BenchOptions& options)
{
    const std::size_t events = options.isQuick ? 1'000'000 : 10'000'000;
    const std::string conditions = std::to_string(events) + " events of 100 B in one recording, warm page cache";
    Names names;
    auto batch = liveBatch(names, BatchRows, 100);
    log::LogOptions recording;
    recording.path = options.folder / "large.eventscope";
    recording.layout = log::LogOptions::Layout::Recording;
    recording.durability = log::LogOptions::Durability::Fast;
    const bool isMade = appendRows(recording, names, *batch, events, 10 * CommitRows) > 0;
    Names other;
    const auto begin = Clock::now();
    auto reader = log::LogReader::open(recording.path, other);
    const bool isOpen =
        isMade && reader && (*reader)->last().value() == events && (*reader)->read((*reader)->last(), 200);
    const auto opened = secondsSince(begin);
    const auto page = isOpen ? slowestPage(**reader, 200) : -1;
    [[maybe_unused]] const auto filtered = isOpen ? filterFirstScreen(recording.path) : -1;
    std::filesystem::remove(recording.path);
    std::vector<BenchRow> rows{
        plainFigure({"recording_open_10M.open", "ms", 1000, Better::Lower, "", conditions + "; first page included"},
            isOpen ? opened * 1000 : -1),
        plainFigure({"recording_open_10M.position", "ms", 100, Better::Lower, "",
                        conditions + "; slowest of 200 pages of 200 events, each the best of three"},
            page * 1000),
    };
#ifdef EVENTSCOPE_BENCH_FILTER
    rows.push_back(plainFigure({"recording_open_10M.filter_first_screen", "ms", 150, Better::Lower, "",
                                   conditions + "; " + FilterText
                                       + ", which one event in 97 passes: newest 50 rows found by the window's search, "
                                         "median of five"},
        filtered));
#endif
    return rows;
}

} // namespace eventscope::bench
