// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/export_command.h"

#include "app/commands/event_printer.h"
#include "app/commands/interruption.h"
#include "app/commands/session_options.h"
#include "app/commands/verb_end.h"

namespace eventscope::app::commands {
namespace {

Result<int> exportRecording(const CommandLine& line, Notices& notices)
{
    const auto reading = readingOptions(line);
    if (!reading)
        return tl::unexpected(reading.error());
    if (reading->from && reading->from->kind == Start::Kind::Live)
        return failure(
            Fault::Invalid, "--from live: a recording has its events behind it; 'eventscope tail' follows one.");
    const auto session = openReadingSession();
    if (!session)
        return tl::unexpected(session.error());
    auto printer = EventPrinter::make(line, *reading, **session, notices);
    if (!printer)
        return tl::unexpected(printer.error());
    Target target;
    target.path = line.arguments.front();
    target.text = line.arguments.front();
    TargetStream stream(**session, notices, TargetStream::Reader::Output);
    if (auto opened = stream.open({target}, *reading); !opened)
        return tl::unexpected(opened.error());
    return printer->print(stream);
}

} // namespace

int runExport(const CommandLine& line)
{
    const Interruption interruption;
    Notices notices(line);
    return endOf(exportRecording(line, notices), notices);
}

} // namespace eventscope::app::commands
