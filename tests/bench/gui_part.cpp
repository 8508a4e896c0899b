// SPDX-License-Identifier: GPL-3.0-or-later
// The process of gui_100k: writes its figures as lines of `name number`.
#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "inspectors/flow/flow_inspector.h"
#include "tests/bench/benchmark_list.h"
#include "tests/bench/flooded_console.h"
#include "tests/bench/timed_payload.h"

namespace eventscope::bench {
namespace {

using namespace std::chrono_literals;

constexpr int WarmUpMs = 2000; // fonts, first rows

double percentile99(std::vector<double> values)
{
    if (values.empty())
        return -1;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, values.size() * 99 / 100)];
}

double milliseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// When the newest row on the screen was sent.
std::optional<WallTime> newestSent(app::MainWindow& window)
{
    const auto& model = window.flow().model();
    const auto newest = model.event(model.rowCount() - 1);
    const auto payload = newest ? newest->view().payload() : std::nullopt;
    return payload ? TimedPayload::sentTime(*payload) : std::nullopt;
}

/// What is noted while the flood lasts.
struct Watch {
    QElapsedTimer sinceFirst; // row on the screen
    WallTime painted = NoTime; // when the row was sent that was the newest one painted
    std::vector<double> frames; // milliseconds of work
    std::vector<double> latencies; // milliseconds

    [[nodiscard]] bool isWarm() const { return sinceFirst.isValid() && sinceFirst.elapsed() > WarmUpMs; }
};

void notePainting(FloodedConsole& console, Watch& watch)
{
    const auto sent = newestSent(console.window());
    if (!sent || *sent == watch.painted)
        return;
    watch.painted = *sent;
    if (!watch.sinceFirst.isValid())
        watch.sinceFirst.start();
    if (watch.isWarm())
        watch.latencies.push_back(milliseconds(console.session().clock().now() - *sent));
}

} // namespace

/// FOLDER SECONDS RATE BYTES
int guiPart(const std::vector<std::string>& arguments)
{
    if (arguments.size() != 4)
        return 2;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    std::string name = "eventscope_bench";
    std::array<char*, 2> argv{name.data(), nullptr};
    WatchedApplication application(argc, argv.data());
    const auto console = FloodedConsole::open({.folder = arguments[0]});
    if (!console)
        return 1;
    Watch watch;
    auto& feed = console->window().feed();
    QObject::connect(&feed, &inspect::FrameFeed::ticked, &application, [&] {
        if (watch.isWarm())
            watch.frames.push_back(milliseconds(feed.lastWork()));
    });
    application.watch(console->window(), [&] { notePainting(*console, watch); });
    const auto seconds = std::stoull(arguments[1]);
    const auto rate = std::stoull(arguments[2]);
    auto figures = console->run({.endpoint = {},
                                    .messages = seconds * rate,
                                    .payloadBytes = std::stoull(arguments[3]),
                                    .rate = rate,
                                    .window = 0},
        std::chrono::seconds(seconds * 2 + 30));
    if (figures.empty())
        return 1;
    const auto notStored = figures["sent"] - static_cast<double>(console->session().health().storedEvents);
    std::printf("frame_p99 %.3f\nlatency_p99 %.3f\nframes %zu\n", percentile99(watch.frames),
        percentile99(watch.latencies), watch.frames.size());
    std::printf("lost_on_log %.0f\nrate %.0f\n", std::max(notStored, static_cast<double>(console->lostOnLog())),
        figures["sent"] / figures["seconds"]);
    return 0;
}

} // namespace eventscope::bench
