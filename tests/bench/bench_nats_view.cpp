// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "broker/event/clock.h"
#include "broker/event/names.h"
#include "broker/stream/fan_out.h"
#include "broker/stream/intake.h"
#include "broker/stream/lane.h"
#include "broker/stream/pump_loop.h"
#include "plugins/nats/nats_connector.h"
#include "tests/bench/bench_row.h"
#include "tests/bench/benchmark_list.h"
#include "tests/bench/nats_flood.h"

namespace eventscope::bench {
namespace {

using namespace std::chrono_literals;

/// A session without log and window: the connector, its intake, the pump, and one lane that somebody reads.
double viewRate(const NatsFlood& flood)
{
    const SystemClock clock;
    Names names;
    stream::LossLedger losses;
    stream::FanOut fanOut(losses);
    stream::PumpLoop pump(fanOut, Position(1));
    std::mutex mutex;
    std::condition_variable changed;
    bool isUp = false;
    stream::Intake::Options intakeOptions;
    intakeOptions.connection = names.connections.intern("bench");
    const auto intake = std::make_shared<stream::Intake>(intakeOptions, names, clock, losses, pump.wakeUp(),
        [&](ConnectionId, ConnectionState state, const std::optional<Error>&) {
            const std::scoped_lock lock(mutex);
            isUp = isUp || state == ConnectionState::Up;
            changed.notify_all();
        });
    stream::Lane::Options laneOptions; // as roomy as the pending list of the bare subscription
    laneOptions.maxBatches = 65'536;
    laneOptions.maxBytes = std::size_t{1} << 30;
    const auto lane = std::make_shared<stream::Lane>(laneOptions);
    fanOut.add(lane);
    pump.add(intake);
    pump.start();

    nats::NatsConnector connector(Context{clock});
    const ConnectorConfig config{"bench",
        {{"url", flood.url() + "/" + NatsFlood::Subject}, {"pending_messages", "4000000"},
            {"pending_bytes", "1073741824"}}};
    if (!connector.start(config, *intake))
        return -1;
    {
        std::unique_lock lock(mutex);
        if (!changed.wait_for(lock, 10s, [&] { return isUp; }))
            return -1;
    }
    std::uint64_t seen = 0;
    auto rate = flood.measure([&] {
        if (const auto batch = lane->pop(100ms))
            seen += batch->size();
        return seen;
    });
    connector.stop();
    pump.stop();
    for (const auto lost : losses.counts()) {
        if (lost > 0)
            rate = -1;
    }
    return rate;
}

std::vector<BenchRow> view(const std::string& name, NatsFlood::Shape shape)
{
    const BenchGoal goal{.name = name,
        .unit = "events/s",
        .goal = 0.8,
        .better = Better::Higher,
        .referenceName = "bare nats.c, synchronous subscription",
        .conditions = std::to_string(shape.messages) + " messages of " + std::to_string(shape.payloadBytes)
            + " B, publisher in its own process, nats-server on the same machine, log off, no pending limit reached, "
              "nothing lost"};
    const auto flood = NatsFlood::start(shape);
    if (!flood)
        return {plainFigure(goal, -1)};
    return {comparePairs(
        goal, 7, [&] { return viewRate(*flood); }, [&] { return flood->bareRate(); })};
}

} // namespace

std::vector<BenchRow> natsView100B(const BenchOptions& options)
{
    return view("nats_view_100B", {options.isQuick ? 250'000U : 1'000'000U, 100});
}

std::vector<BenchRow> natsView1KiB(const BenchOptions& options)
{
    return view("nats_view_1KiB", {options.isQuick ? 80'000U : 300'000U, 1024});
}

} // namespace eventscope::bench
