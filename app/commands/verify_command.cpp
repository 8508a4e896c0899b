// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/verify_command.h"

#include <nlohmann/json.hpp>

#include "app/commands/interruption.h"
#include "app/commands/output.h"
#include "app/commands/report_format.h"
#include "app/commands/safe_text.h"
#include "app/commands/verb_end.h"
#include "broker/log/log_reader.h"

namespace eventscope::app::commands {
namespace {

std::string jsonReport(const log::RecoveryReport& report)
{
    nlohmann::ordered_json object;
    object["events"] = report.events;
    object["first"] = report.first ? nlohmann::ordered_json(report.first.value()) : nlohmann::ordered_json();
    object["last"] = report.last ? nlohmann::ordered_json(report.last.value()) : nlohmann::ordered_json();
    object["missing"] = report.missing;
    object["damaged"] = report.damaged;
    object["whole"] = report.isWhole();
    object["problems"] = report.problems;
    return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string textReport(const std::string& path, const log::RecoveryReport& report)
{
    auto text = safeText(path) + ": " + (report.isWhole() ? "whole" : "not whole") + "\n";
    text += "  " + std::to_string(report.events) + " events";
    if (report.first)
        text += ", positions " + std::to_string(report.first.value()) + " to " + std::to_string(report.last.value());
    text += "\n  " + std::to_string(report.missing) + " missing, " + std::to_string(report.damaged) + " damaged\n";
    if (!report.wasClean)
        text += "  The program that wrote it did not close it.\n";
    return text;
}

/// A file that cannot be opened as a recording is one that is not whole: this is a report, too.
Result<log::RecoveryReport> check(const std::string& path, Notices& notices)
{
    Names names;
    const auto reader = log::LogReader::open(path, names);
    if (!reader) {
        const auto& error = reader.error();
        if (error.fault != Fault::Corrupt && error.fault != Fault::Invalid)
            return tl::unexpected(error);
        log::RecoveryReport report;
        report.wasClean = false;
        report.problems.push_back(error.what);
        return report;
    }
    const auto total = (*reader)->eventCount();
    return (*reader)->verify([&](double done) {
        notices.progress("events checked", static_cast<std::uint64_t>(done * static_cast<double>(total)), total);
        return !Interruption::isRequested();
    });
}

Result<int> verify(const CommandLine& line, Notices& notices)
{
    const auto format = reportFormat(line, reportFormatForOutput());
    if (!format)
        return tl::unexpected(format.error());
    const auto& path = line.arguments.front();
    const auto report = check(path, notices);
    if (!report)
        return tl::unexpected(report.error());
    if (Interruption::isRequested())
        return Done;
    Output output;
    output.buffer() += *format == ReportFormat::Json ? jsonReport(*report) : textReport(path, *report);
    if (auto flushed = output.flush(); !flushed)
        return tl::unexpected(flushed.error());
    for (const auto& problem : report->problems)
        notices.error(problem);
    if (!report->isWhole() && report->problems.empty())
        notices.error(path + ": " + std::to_string(report->missing) + " events are missing, "
            + std::to_string(report->damaged) + " are damaged.");
    return report->isWhole() ? Done : Incomplete;
}

} // namespace

int runVerify(const CommandLine& line)
{
    const Interruption interruption;
    Notices notices(line);
    return endOf(verify(line, notices), notices);
}

} // namespace eventscope::app::commands
