// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "broker/event/clock.h"
#include "broker/event/result.h"
#include "broker/scenario/dice.h"
#include "broker/scenario/reaction_book.h"
#include "broker/scenario/scenario.h"

namespace eventscope::scenario {

/// Where the broker listens: ZeroMQ endpoints.
struct ScenarioEndpoints {
    std::string publish;
    std::string subscribe;
};

/// What the clients of one run share. Thread: any.
struct ScenarioProgress {
    std::atomic<int> awaitedClients{0}; ///< that have not reached the broker yet
    std::atomic<std::uint64_t> publishedEvents{0};
};

/// One program of a scenario: a thread with a socket to read and one to publish.
///
/// Life: made, started, stopped. Thread: the functions by one thread.
class ScenarioClient {
public:
    /// `script` and `progress` outlive the client.
    ScenarioClient(const ClientScript& script, const Scenario& scenario, ScenarioProgress& progress);
    ~ScenarioClient();
    ScenarioClient(const ScenarioClient&) = delete;
    ScenarioClient& operator=(const ScenarioClient&) = delete;

    /// Begins to connect. Errors: Invalid for an endpoint that cannot work, Unavailable where sockets are exhausted.
    [[nodiscard]] Result<> start(void* zmqContext, const ScenarioEndpoints& endpoints);
    void stop() noexcept;

private:
    struct Closer {
        void operator()(void* socket) const;
    };
    using Socket = std::unique_ptr<void, Closer>;

    void run(const std::stop_token& stop);
    [[nodiscard]] long millisecondsToWait() const;
    void readEvents();
    void noteSubscriptions();
    void beginOrders(SteadyTime now);
    void publish(const Publication& form, const std::string& order, const std::string& causation,
        const std::string& payload, int times);

    const ClientScript& m_script;
    ScenarioProgress& m_progress;
    SystemClock m_clock; // real programs on real time
    ReactionBook m_book;
    Dice m_pace;
    Socket m_reader;
    Socket m_writer; // XPUB: PUB that hears when the broker is there
    int m_stopSignal = -1; // eventfd
    bool m_hasReached = false;
    std::optional<SteadyTime> m_nextOrderAt;
    std::uint64_t m_nextOrder = 0;
    std::uint64_t m_nextId = 1;
    std::uint32_t m_epoch = 0;
    std::map<std::string, std::uint64_t> m_sequences; // next one, by channel
    std::jthread m_thread;
};

} // namespace eventscope::scenario
