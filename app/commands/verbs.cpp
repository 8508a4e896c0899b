// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/verbs.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "app/commands/broker_command.h"
#include "app/commands/demo_command.h"
#include "app/commands/doctor_command.h"
#include "app/commands/export_command.h"
#include "app/commands/import_command.h"
#include "app/commands/info_command.h"
#include "app/commands/plugins_command.h"
#include "app/commands/publish_command.h"
#include "app/commands/record_command.h"
#include "app/commands/tail_command.h"
#include "app/commands/verify_command.h"

namespace eventscope::app::commands {
namespace {

struct Runner {
    std::string_view verb;
    int (*run)(const CommandLine&);
};

constexpr std::array Runners{Runner{"tail", &runTail}, Runner{"record", &runRecord}, Runner{"publish", &runPublish},
    Runner{"info", &runInfo}, Runner{"verify", &runVerify}, Runner{"export", &runExport}, Runner{"import", &runImport},
    Runner{"broker", &runBroker}, Runner{"demo", &runDemo}, Runner{"doctor", &runDoctor},
    Runner{"plugins", &runPlugins}};

} // namespace

int runVerb(const CommandLine& line)
{
    const auto* found = std::find_if(
        Runners.begin(), Runners.end(), [&](const Runner& runner) { return runner.verb == line.verb->name; });
    assert(found != Runners.end() && "every verb of the table has a runner");
    return found->run(line);
}

} // namespace eventscope::app::commands
