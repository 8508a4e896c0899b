// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/demo_command.h"

#include <nlohmann/json.hpp>

#include "app/commands/event_printer.h"
#include "app/commands/interruption.h"
#include "app/commands/report_format.h"
#include "app/commands/session_options.h"
#include "app/commands/verb_end.h"
#include "broker/scenario/scenario_list.h"
#include "broker/scenario/scenario_loop.h"
#include "broker/socket/broker_registry.h"

namespace eventscope::app::commands {
namespace {

constexpr std::string_view DefaultScenario = "orders";

Result<int> list(const CommandLine& line)
{
    const auto format = reportFormat(line, ReportFormat::Text);
    if (!format)
        return tl::unexpected(format.error());
    Output output;
    for (const auto& entry : scenario::listScenarios()) {
        if (*format == ReportFormat::Text) {
            output.buffer() += entry.name + "\n    " + entry.title + "\n    " + entry.description + "\n";
            continue;
        }
        const nlohmann::ordered_json object{
            {"name", entry.name}, {"title", entry.title}, {"description", entry.description}};
        output.buffer() += object.dump() + "\n";
    }
    if (auto flushed = output.flush(); !flushed)
        return tl::unexpected(flushed.error());
    return Done;
}

/// A scenario that does not exist is a wrong word, not a place that cannot be reached.
Result<scenario::Scenario> load(const std::string& name)
{
    auto found = scenario::loadScenario(name);
    if (found)
        return found;
    std::vector<std::string> names;
    for (const auto& entry : scenario::listScenarios())
        names.push_back(entry.name);
    const std::vector<std::string_view> known(names.begin(), names.end());
    return failure(Fault::Invalid, found.error().what + didYouMean(name, known));
}

Result<int> run(const CommandLine& line, Notices& notices)
{
    auto scenario = load(line.arguments.empty() ? std::string(DefaultScenario) : line.arguments.front());
    if (!scenario)
        return tl::unexpected(scenario.error());
    const auto reading = readingOptions(line);
    if (!reading)
        return tl::unexpected(reading.error());
    auto options = keepingOptions(line).and_then(&sessionOptions);
    if (!options)
        return tl::unexpected(options.error());
    auto registry = socket::BrokerRegistry::claim();
    if (registry)
        options->broker.ipcFolder = registry->folder();
    options->withBroker = true;
    const auto session = Session::open(*options);
    if (!session)
        return tl::unexpected(session.error());
    const auto& endpoints = *(*session)->brokerEndpoints();
    if (registry)
        (void)registry->announce(endpoints); // a disk that is full keeps others away from the demo, not the demo
    auto printer = EventPrinter::make(line, *reading, **session, notices);
    if (!printer)
        return tl::unexpected(printer.error());

    TargetStream stream(**session, notices, TargetStream::Reader::Output);
    stream.followSession();
    scenario::ScenarioLoop loop(
        (*session)->zeroMqContext(), {endpoints.publish, endpoints.subscribe}, *std::move(scenario));
    if (auto started = loop.start(); !started)
        return tl::unexpected(started.error());
    notices.say(loop.scenario().title + ". Others see it with 'eventscope tail "
        + (registry ? "broker:" : endpoints.subscribe) + "'; Ctrl-C ends it.");
    const auto code = printer->print(stream);
    loop.stop();
    return code;
}

} // namespace

int runDemo(const CommandLine& line)
{
    const Interruption interruption;
    Notices notices(line);
    return endOf(line.has("list") ? list(line) : run(line, notices), notices);
}

} // namespace eventscope::app::commands
