// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/report_format.h"

#include <array>

#include <unistd.h>

namespace eventscope::app::commands {

Result<ReportFormat> reportFormat(const CommandLine& line, ReportFormat otherwise)
{
    const auto name = line.value("format");
    if (!name)
        return otherwise;
    if (*name == "text")
        return ReportFormat::Text;
    if (*name == "json")
        return ReportFormat::Json;
    static constexpr std::array<std::string_view, 2> known{"text", "json"};
    return failure(Fault::Invalid,
        "--format: 'eventscope " + std::string(line.verb->name) + "' prints text or json, not '" + *name + "'."
            + didYouMean(*name, known));
}

ReportFormat reportFormatForOutput() { return isatty(STDOUT_FILENO) == 1 ? ReportFormat::Text : ReportFormat::Json; }

} // namespace eventscope::app::commands
