// SPDX-License-Identifier: GPL-3.0-or-later
// The embedded broker with every event also on disk.
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "app/session.h"
#include "tests/bench/benchmark_list.h"
#include "tests/bench/broker_flood.h"
#include "tests/bench/log_rows.h"

namespace eventscope::bench {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t PayloadBytes = 100;
constexpr std::uint64_t Window = 50'000; // less than the log lane holds, more than commits need to fill up
constexpr std::size_t CommitRows = 4000; // about what ours commits together at such a rate

/// Events a second from the first one seen to the last one on disk; negative where one is missing.
double loggedRate(const BenchOptions& options, std::uint64_t messages)
{
    app::Session::Options sessionOptions;
    sessionOptions.log = app::Session::Log::File;
    sessionOptions.logPath = options.folder / "logged.eventscope";
    sessionOptions.withBroker = true;
    sessionOptions.broker.publishPort = std::uint16_t{0};
    sessionOptions.broker.subscribePort = std::uint16_t{0};
    std::filesystem::remove(sessionOptions.logPath);
    const auto session = app::Session::open(sessionOptions);
    if (!session)
        return -1;
    auto& running = **session;
    const auto publisher = startFlood({.endpoint = running.brokerEndpoints()->publish,
        .messages = messages,
        .payloadBytes = PayloadBytes,
        .rate = 0,
        .window = Window});
    if (!publisher)
        return -1;
    const auto giveUp = SteadyClock::now() + 120s;
    while (running.nextPosition() == Position(1) && SteadyClock::now() < giveUp)
        std::this_thread::sleep_for(100us);
    const auto begin = SteadyClock::now();
    while (running.lastStored().value() < messages && SteadyClock::now() < giveUp) {
        publisher->tellProgress(running.lastStored().value());
        std::this_thread::sleep_for(1ms);
    }
    const std::chrono::duration<double> took = SteadyClock::now() - begin;
    const auto health = running.health();
    const bool isWhole = health.storedEvents == messages && health.lostEvents() == 0;
    const bool isClosed = running.close().has_value();
    std::filesystem::remove(sessionOptions.logPath);
    return isWhole && isClosed ? static_cast<double>(messages) / took.count() : -1;
}

} // namespace

std::vector<BenchRow> brokerLogged100B(const BenchOptions& options)
{
    const std::uint64_t messages = options.isQuick ? 300'000 : 1'000'000;
    Names names;
    const auto batch = plainBatch(names, 500, PayloadBytes);
    const auto conditions = std::to_string(messages)
        + " events of 100 B from a publisher in a process of its own that keeps at most 50,000 ahead of the disk; a "
          "session without window, nothing lost; the reference: "
        + logConditions(CommitRows) + ", ours commits what comes in 20 ms, 8,192 rows at most";
    auto ratio = comparePairs(
        {"broker_logged_100B.ratio", "events/s", 0.5, Better::Higher, "bare SQLite loop", conditions}, 5,
        [&] { return loggedRate(options, messages); },
        [&] { return bareSqliteRows(options.folder / "bare", *batch, messages, CommitRows); });
    auto rate = plainFigure({"broker_logged_100B", "events/s", 200'000, Better::Higher, "", conditions}, ratio.ours);
    return {std::move(rate), std::move(ratio)};
}

} // namespace eventscope::bench
