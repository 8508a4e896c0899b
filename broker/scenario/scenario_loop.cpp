// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/scenario/scenario_loop.h"

#include <utility>

namespace eventscope::scenario {

ScenarioLoop::ScenarioLoop(void* zmqContext, ScenarioEndpoints endpoints, Scenario scenario)
    : m_zmqContext(zmqContext)
    , m_endpoints(std::move(endpoints))
    , m_scenario(std::move(scenario))
{
}

ScenarioLoop::~ScenarioLoop() { stop(); }

Result<> ScenarioLoop::start()
{
    m_progress.awaitedClients = static_cast<int>(m_scenario.clients.size());
    for (const auto& script : m_scenario.clients) {
        auto& client = m_clients.emplace_back(std::make_unique<ScenarioClient>(script, m_scenario, m_progress));
        if (auto started = client->start(m_zmqContext, m_endpoints); !started) {
            stop();
            return started;
        }
    }
    return {};
}

void ScenarioLoop::stop() noexcept { m_clients.clear(); }

} // namespace eventscope::scenario
