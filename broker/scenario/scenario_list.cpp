// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/scenario/scenario_list.h"

namespace eventscope::scenario {

std::vector<ScenarioEntry> listScenarios()
{
    std::vector<ScenarioEntry> entries;
    for (const auto text : scenarioTexts()) {
        if (const auto scenario = parseScenario(text))
            entries.push_back({scenario->name, scenario->title, scenario->description});
    }
    return entries;
}

Result<Scenario> loadScenario(std::string_view name)
{
    std::string known;
    for (const auto text : scenarioTexts()) {
        auto scenario = parseScenario(text);
        if (!scenario)
            return scenario;
        if (scenario->name == name)
            return scenario;
        known += (known.empty() ? "" : ", ") + scenario->name;
    }
    return failure(Fault::NotFound, "no scenario '" + std::string(name) + "': there are " + known);
}

} // namespace eventscope::scenario
