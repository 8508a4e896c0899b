// SPDX-License-Identifier: GPL-3.0-or-later
// The process of recording_open_10M.filter_first_screen: a filter over a recording, as the window runs it.
#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/log_page_source.h"
#include "broker/event/field_registry.h"
#include "broker/expression/filter.h"
#include "inspectors/inspector/event_window.h"
#include "inspectors/inspector/filtered_rows.h"
#include "tests/bench/bench_row.h"
#include "tests/bench/benchmark_list.h"

namespace eventscope::bench {
namespace {

constexpr int ScreenRows = 50;
constexpr int Runs = 5;
constexpr qint64 LongestMs = 20'000;

/// Milliseconds from the filter to the rows of a first screen; negative where they do not come.
double firstScreen(inspect::EventWindow& window, const expression::Filter& filter, const Names& names)
{
    inspect::FilteredRows::Options options;
    options.makeTest = [&filter, &names] {
        return [&filter, &names, scratch = std::make_shared<expression::Filter::Scratch>()](
                   const EventView& event) { return filter.passes(event, names, *scratch); };
    };
    QElapsedTimer timer;
    timer.start();
    inspect::FilteredRows rows(window, options);
    while (rows.pending().insertFront < ScreenRows && timer.elapsed() < LongestMs)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1);
    const auto took = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    return rows.pending().insertFront >= ScreenRows ? took : -1;
}

} // namespace

/// RECORDING FILTER
int filterPart(const std::vector<std::string>& arguments)
{
    if (arguments.size() != 2)
        return 2;
    int argc = 1;
    std::string name = "eventscope_bench";
    std::array<char*, 2> argv{name.data(), nullptr};
    const QCoreApplication application(argc, argv.data());
    Names names;
    const FieldRegistry fields;
    const auto filter = expression::Filter::compile(arguments[1], fields);
    const auto pages = app::LogPageSource::openRecording(arguments[0], names);
    if (!filter || !pages)
        return 1;
    inspect::EventWindow window;
    window.setPageSource(pages->get());
    std::vector<double> all;
    for (int run = 0; run < Runs; ++run)
        all.push_back(firstScreen(window, *filter, names));
    window.setPageSource(nullptr);
    std::printf("first_screen %.3f\n", *std::min_element(all.begin(), all.end()) < 0 ? -1 : median(all));
    return 0;
}

} // namespace eventscope::bench
