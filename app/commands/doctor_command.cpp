// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/doctor_command.h"

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

#include "app/commands/health_check.h"
#include "app/commands/interruption.h"
#include "app/commands/output.h"
#include "app/commands/report_format.h"
#include "app/commands/safe_text.h"
#include "app/commands/session_options.h"
#include "app/commands/verb_end.h"

namespace eventscope::app::commands {
namespace {

using Status = HealthCheck::Status;

std::string_view statusText(Status status)
{
    switch (status) {
    case Status::Ok:
        return "ok";
    case Status::Warn:
        return "warn";
    case Status::Fail:
        return "fail";
    }
    return "";
}

std::vector<HealthCheck> checkAll()
{
    catalog::Catalog catalog(catalog::Catalog::defaultFolders(programFolder()));
    std::vector<HealthCheck> checks{checkLibraries(), checkPorts()};
    auto plugins = checkPlugins(catalog);
    std::move(plugins.begin(), plugins.end(), std::back_inserter(checks));
    checks.push_back(checkKeyring());
    checks.push_back(checkDisplay());
    auto folders = checkFolders();
    std::move(folders.begin(), folders.end(), std::back_inserter(checks));
    checks.push_back(checkNatsServer());
    return checks;
}

std::string textLine(const HealthCheck& check)
{
    auto text = std::string(statusText(check.status));
    text.resize(6, ' ');
    text += safeText(check.name) + ": " + safeText(check.finding) + "\n";
    if (!check.mend.empty())
        text += "      " + safeText(check.mend) + "\n";
    return text;
}

std::string jsonLine(const HealthCheck& check)
{
    nlohmann::ordered_json object;
    object["check"] = check.name;
    object["status"] = std::string(statusText(check.status));
    object["finding"] = check.finding;
    object["mend"] = check.mend.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(check.mend);
    return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<int> doctor(const CommandLine& line, const Notices& notices)
{
    const auto format = reportFormat(line, ReportFormat::Text);
    if (!format)
        return tl::unexpected(format.error());
    const auto checks = checkAll();
    Output output;
    for (const auto& check : checks) {
        if (notices.level() == Notices::Level::Quiet && check.status == Status::Ok)
            continue;
        output.buffer() += *format == ReportFormat::Json ? jsonLine(check) : textLine(check);
    }
    if (auto flushed = output.flush(); !flushed)
        return tl::unexpected(flushed.error());
    const bool hasFailed = std::any_of(
        checks.begin(), checks.end(), [](const HealthCheck& check) { return check.status == Status::Fail; });
    return hasFailed ? Failed : Done;
}

} // namespace

int runDoctor(const CommandLine& line)
{
    const Interruption interruption;
    Notices notices(line);
    return endOf(doctor(line, notices), notices);
}

} // namespace eventscope::app::commands
