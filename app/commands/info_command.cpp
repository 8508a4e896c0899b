// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/info_command.h"

#include "app/commands/info_report.h"
#include "app/commands/interruption.h"
#include "app/commands/output.h"
#include "app/commands/report_format.h"
#include "app/commands/session_options.h"
#include "app/commands/target_stream.h"
#include "app/commands/verb_end.h"

namespace eventscope::app::commands {
namespace {

constexpr std::chrono::milliseconds DescribePatience{10'000};
constexpr std::chrono::seconds Observation{2}; // unless --for says another time
constexpr auto LookEvery = std::chrono::milliseconds(50);

Result<int> describeRecording(const Target& target, Session& session, InfoReport& report, Notices& notices)
{
    const auto reader = log::LogReader::open(target.path, session.names());
    if (!reader)
        return tl::unexpected(reader.error());
    const auto total = (*reader)->eventCount();
    const auto channels = (*reader)->summarise([&](double done) {
        notices.progress("events read", static_cast<std::uint64_t>(done * static_cast<double>(total)), total);
        return !Interruption::isRequested();
    });
    if (!channels)
        return tl::unexpected(channels.error());
    for (const auto& channel : *channels) {
        const auto connection = std::string(session.names().connections.text(channel.connection));
        auto& row = report.channels[{connection, std::string(session.names().channels.text(channel.channel))}];
        row.events += channel.events;
        row.bytes += channel.payloadBytes;
        row.first = channel.first;
        row.last = channel.last;
    }
    const auto& found = (*reader)->recovery();
    for (const auto& problem : found.problems)
        notices.error(target.text + ": " + problem);
    return found.isWhole() ? Done : Incomplete;
}

/// What the system tells of itself, where it can.
Result<> askSystem(const Target& target, Session& session, InfoReport& report, Notices& notices)
{
    const auto factory = session.catalog().factory(target.plugin);
    if (!factory)
        return tl::unexpected(factory.error());
    const auto& context = session.pluginContext();
    const auto connector = (*factory)->create(context);
    auto* describer = connector->describer();
    if (describer == nullptr) {
        notices.detail(target.text + ": this system tells nothing of itself; only what is seen is counted.");
        return {};
    }
    const auto description = describer->describe(target.config, DescribePatience);
    if (!description)
        return tl::unexpected(description.error());
    report.merge(target.config.name, *description);
    return {};
}

Result<int> observe(
    const Target& target, Session& session, InfoReport& report, Notices& notices, const ReadingOptions& options)
{
    TargetStream stream(session, notices, TargetStream::Reader::Output);
    if (auto opened = stream.open({target}, options); !opened) {
        // A URL without a channel is enough to ask the system, but not to listen.
        if (opened.error().fault != Fault::Invalid || report.system.empty())
            return tl::unexpected(opened.error());
        notices.detail(opened.error().what);
        return Done;
    }
    const auto start = std::chrono::steady_clock::now();
    const auto length = options.runFor.value_or(Observation);
    while (!stream.isAtEnd()) {
        if (Interruption::isRequested() || std::chrono::steady_clock::now() - start >= length)
            stream.finish();
        const auto batch = stream.next(LookEvery);
        if (!batch)
            return tl::unexpected(batch.error());
        for (std::size_t i = 0; *batch && i < (*batch)->size(); ++i) {
            const EventView event(**batch, i);
            report.add(std::string(session.names().connections.text(event->connection)),
                std::string(session.names().channels.text(event->channel)), event.payload().value_or("").size(),
                event->axisTime());
        }
    }
    report.observedSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return stream.gaps() > 0 ? Incomplete : Done;
}

Result<int> info(const CommandLine& line, Notices& notices)
{
    const auto format = reportFormat(line, reportFormatForOutput());
    if (!format)
        return tl::unexpected(format.error());
    const auto options = readingOptions(line); // of these, --for only
    if (!options)
        return tl::unexpected(options.error());
    const auto session = openReadingSession();
    if (!session)
        return tl::unexpected(session.error());
    const auto target = readTarget(line.arguments.front(), (*session)->catalog(), targetOptions(line));
    if (!target)
        return tl::unexpected(target.error());
    InfoReport report;
    if (target->kind == Target::Kind::Live) {
        if (auto asked = askSystem(*target, **session, report, notices); !asked)
            return tl::unexpected(asked.error());
    }
    const auto code = target->kind == Target::Kind::Recording ? describeRecording(*target, **session, report, notices)
                                                              : observe(*target, **session, report, notices, *options);
    if (!code)
        return code;
    Output output;
    output.buffer() += *format == ReportFormat::Json ? jsonInfo(report) : textInfo(report);
    if (auto flushed = output.flush(); !flushed)
        return tl::unexpected(flushed.error());
    if (report.channels.empty())
        notices.say(target->kind == Target::Kind::Recording ? "The recording holds no events."
                                                            : "No event was seen; observe longer with --for.");
    return code;
}

} // namespace

int runInfo(const CommandLine& line)
{
    const Interruption interruption;
    Notices notices(line);
    return endOf(info(line, notices), notices);
}

} // namespace eventscope::app::commands
