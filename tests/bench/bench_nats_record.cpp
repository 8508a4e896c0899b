// SPDX-License-Identifier: GPL-3.0-or-later
// A session that records core NATS against the slower of what it is made of: bare nats.c, a bare SQLite loop.
#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>

#include "app/session.h"
#include "tests/bench/benchmark_list.h"
#include "tests/bench/log_rows.h"
#include "tests/bench/nats_flood.h"
#include "tests/bench/own_process.h"

namespace eventscope::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t Pairs = 5;
constexpr std::size_t CommitRows = 4000; // about what ours commits together at such a rate
constexpr std::uint64_t WindowBytes = 16U << 20; // of payloads and as much again around them: the log lane holds 64 MiB

std::uint64_t windowOf(const NatsFlood::Shape& shape)
{
    return std::min<std::uint64_t>(
        getenv("WIN") ? std::stoull(getenv("WIN")) : 50000, WindowBytes / shape.payloadBytes);
}

bool waitUntilUp(const app::Session& session, ConnectionId connection)
{
    const auto giveUp = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < giveUp) {
        const auto health = session.health();
        for (const auto& known : health.connections) {
            if (known.connection == connection && known.state == ConnectionState::Up)
                return true;
        }
        std::this_thread::sleep_for(1ms);
    }
    return false;
}

/// A session as `eventscope record` opens it, with the limits that everybody has.
double recordRate(const NatsFlood& flood, const std::filesystem::path& folder)
{
    app::Session::Options options;
    options.log = app::Session::Log::File;
    options.logPath = folder / "record.eventscope";
    options.programFolder = thisProgram().parent_path();
    std::filesystem::remove(options.logPath);
    const auto session = app::Session::open(options);
    if (!session)
        return -1;
    auto& running = **session;
    const auto connection =
        running.connect("nats", ConnectorConfig{"bench", {{"url", flood.url() + "/" + NatsFlood::Subject}}});
    if (!connection || !waitUntilUp(running, *connection))
        return -1;
    auto rate = flood.measure(
        [&] {
            std::this_thread::sleep_for(1ms);
            return running.lastStored().value();
        },
        windowOf(flood.shape()));
    const auto health = running.health();
    if (health.storedEvents != flood.shape().messages || health.lostEvents() != 0)
        rate = -1;
    if (!running.close())
        rate = -1;
    std::filesystem::remove(options.logPath);
    return rate;
}

std::vector<BenchRow> record(const std::string& name, NatsFlood::Shape shape, const BenchOptions& options)
{
    const BenchGoal goal{.name = name,
        .unit = "events/s",
        .goal = 0.7,
        .better = Better::Higher,
        .referenceName = "the lower of bare nats.c and a bare SQLite loop",
        .conditions = std::to_string(shape.messages) + " messages of " + std::to_string(shape.payloadBytes)
            + " B into one recording, publisher in its own process and nats-server on the same machine, nothing lost: "
              "for ours the publisher keeps at most "
            + std::to_string(windowOf(shape)) + " ahead of the disk, for bare nats.c it does not wait; SQLite: "
            + logConditions(CommitRows) + ", ours commits what comes in 20 ms, 8,192 rows at most"};
    const auto flood = NatsFlood::start(shape);
    if (!flood)
        return {plainFigure(goal, -1)};
    Names names;
    const std::array fields{Field{"nats.role", std::string_view("publish")}};
    const auto batch = plainBatch(names, 500, shape.payloadBytes, fields);
    return {comparePairs(
        goal, Pairs, [&] { return recordRate(*flood, options.folder); },
        [&] {
            const auto client = flood->bareRate();
            return std::min(client, bareSqliteRows(options.folder / "bare", *batch, shape.messages, CommitRows));
        })};
}

} // namespace

std::vector<BenchRow> natsRecord100B(const BenchOptions& options)
{
    return record("nats_record_100B", {options.isQuick ? 200'000U : 800'000U, 100}, options);
}

std::vector<BenchRow> natsRecord1KiB(const BenchOptions& options)
{
    return record("nats_record_1KiB", {options.isQuick ? 60'000U : 200'000U, 1024}, options);
}

} // namespace eventscope::bench
