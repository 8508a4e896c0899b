// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "broker/event/result.h"
#include "broker/scenario/scenario.h"
#include "broker/scenario/scenario_client.h"

namespace eventscope::scenario {

/// Runs a scenario: every client on a thread and sockets of its own, connected to a broker that may be anywhere.
///
/// Life: made, started, stopped. Thread: publishedEvents() by any, the others by one.
class ScenarioLoop {
public:
    /// `zmqContext` is the one ZeroMQ context of the process.
    ScenarioLoop(void* zmqContext, ScenarioEndpoints endpoints, Scenario scenario);
    ~ScenarioLoop();
    ScenarioLoop(const ScenarioLoop&) = delete;
    ScenarioLoop& operator=(const ScenarioLoop&) = delete;

    /// Starts all clients; events flow once all of them have reached the broker.
    /// Errors: those of ScenarioClient::start.
    [[nodiscard]] Result<> start();
    void stop() noexcept;

    [[nodiscard]] std::uint64_t publishedEvents() const
    {
        return m_progress.publishedEvents.load(std::memory_order_relaxed);
    }
    [[nodiscard]] const Scenario& scenario() const { return m_scenario; }

private:
    void* m_zmqContext; // outlives the loop: the program owns it
    const ScenarioEndpoints m_endpoints;
    const Scenario m_scenario;
    ScenarioProgress m_progress;
    std::vector<std::unique_ptr<ScenarioClient>> m_clients;
};

} // namespace eventscope::scenario
