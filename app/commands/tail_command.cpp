// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/tail_command.h"

#include "app/commands/event_printer.h"
#include "app/commands/interruption.h"
#include "app/commands/session_options.h"
#include "app/commands/verb_end.h"
#include "app/target.h"

namespace eventscope::app::commands {
namespace {

std::string listOf(const std::vector<Target>& targets)
{
    std::string list;
    for (const auto& target : targets)
        list += (list.empty() ? "" : " ") + target.text;
    return list;
}

Result<int> tail(const CommandLine& line, Notices& notices)
{
    const auto reading = readingOptions(line);
    if (!reading)
        return tl::unexpected(reading.error());
    const auto options = keepingOptions(line).and_then(&sessionOptions);
    if (!options)
        return tl::unexpected(options.error());
    const auto session = Session::open(*options);
    if (!session)
        return tl::unexpected(session.error());
    auto printer = EventPrinter::make(line, *reading, **session, notices);
    if (!printer)
        return tl::unexpected(printer.error());
    const auto targets = readTargets(line.arguments, (*session)->catalog(), targetOptions(line));
    if (!targets)
        return tl::unexpected(targets.error());
    int code = Done;
    {
        TargetStream stream(**session, notices, TargetStream::Reader::Output);
        if (auto opened = stream.open(*targets, *reading); !opened)
            return tl::unexpected(opened.error());
        if (notices.level() == Notices::Level::Verbose)
            notices.state("ready: " + listOf(*targets));
        code = printer->print(stream);
    }
    if (auto closed = (*session)->close(); !closed)
        return tl::unexpected(closed.error());
    return code;
}

} // namespace

int runTail(const CommandLine& line)
{
    const Interruption interruption;
    Notices notices(line);
    return endOf(tail(line, notices), notices);
}

} // namespace eventscope::app::commands
