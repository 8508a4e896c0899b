// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "broker/event/ids.h"
#include "broker/plugin/connection_state.h"
#include "broker/stream/loss_ledger.h"

namespace eventscope::stream {

/// How the session itself is doing, for the health inspector and the status bar. A value: taken by the session.
struct HealthSnapshot {
    struct LaneHealth {
        std::string name;
        std::size_t queuedBatches = 0;
        std::size_t maxBatches = 0;
        std::size_t queuedBytes = 0;
        std::size_t maxBytes = 0;
        std::uint64_t lostEvents = 0;
    };
    struct ConnectionHealth {
        ConnectionId connection;
        ConnectionState state = ConnectionState::Connecting;
        std::string error; ///< empty where all is well
        std::uint64_t takenEvents = 0;
        std::uint64_t lostEvents = 0;
        std::vector<std::string> footprint; ///< what the system can see of us, a sentence each
    };

    std::vector<LaneHealth> lanes;
    std::vector<ConnectionHealth> connections;
    LossLedger::Counts losses{};
    std::uint64_t capturedEvents = 0;
    std::uint64_t storedEvents = 0;
    std::uint64_t memoryBytes = 0; ///< of events held in memory
    std::uint64_t memoryBudgetBytes = 0;
    std::uint64_t diskBytes = 0;
    std::uint64_t diskBudgetBytes = 0; ///< 0 = no bound
    std::string logProblem; ///< why nothing is stored now; empty where all is well
    std::string logPath; ///< empty when the log is off

    [[nodiscard]] std::uint64_t lostEvents() const
    {
        std::uint64_t sum = 0;
        for (const auto count : losses)
            sum += count;
        return sum;
    }
};

} // namespace eventscope::stream
