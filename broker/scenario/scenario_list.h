// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "broker/event/result.h"
#include "broker/scenario/scenario.h"

namespace eventscope::scenario {

/// One scenario that is there, for a list.
struct ScenarioEntry {
    std::string name;
    std::string title;
    std::string description;
};

/// The scenarios that are compiled into the program.
[[nodiscard]] std::vector<ScenarioEntry> listScenarios();

/// One of them. Error: NotFound, naming those that there are.
[[nodiscard]] Result<Scenario> loadScenario(std::string_view name);

/// Their files as they stand in resources/scenarios; made by CMake.
[[nodiscard]] const std::vector<std::string_view>& scenarioTexts();

} // namespace eventscope::scenario
