// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <nlohmann/json.hpp>

#include "broker/event/wall_time.h"
#include "broker/scenario/dice.h"
#include "broker/scenario/scenario.h"

namespace eventscope::scenario {

/// An event that a client has to publish now, ready but for its envelope.
struct DuePublication {
    const Outcome* outcome = nullptr; ///< of the script, which outlives it
    std::string order;
    std::string causation; ///< id of the event that completed the reaction's condition
    std::string payload;
};

/// What one client has seen of each order, and what it will do when. No sockets, no clock of its own: time comes in.
/// The same seed gives the same outcomes, whatever the timing.
///
/// Thread: one.
class ReactionBook {
public:
    static constexpr std::size_t MaxOrders = 4096;

    /// `script` outlives the book. `lists` is JSON.
    ReactionBook(const ClientScript& script, const std::string& lists, std::uint64_t seed);

    /// An event of another client about an order. `data` is its payload.
    void see(
        std::string_view type, const std::string& order, std::string_view id, std::string_view data, SteadyTime now);
    /// Begins an order by itself: the payload to publish.
    [[nodiscard]] std::string begin(const std::string& order);

    /// When the next reaction is due.
    [[nodiscard]] std::optional<SteadyTime> nextDue() const;
    /// What is due by now, in order. Silent outcomes are not among it.
    [[nodiscard]] std::vector<DuePublication> takeDue(SteadyTime now);

private:
    struct Order {
        std::set<std::string, std::less<>> seen; // event types, our own included
        std::set<std::size_t> begun; // reactions, by index: each happens once
        nlohmann::ordered_json data = nlohmann::ordered_json::object(); // of all events seen, newer members win
    };
    struct Plan {
        std::size_t reaction = 0;
        std::string order;
        std::string causation;
    };

    Order& orderFor(const std::string& order);
    [[nodiscard]] Dice diceFor(const std::string& order, std::size_t reaction) const;
    [[nodiscard]] std::optional<DuePublication> carryOut(const Plan& plan);

    const ClientScript& m_script;
    const nlohmann::ordered_json m_lists;
    const std::uint64_t m_seed;
    std::unordered_map<std::string, Order> m_orders;
    std::deque<std::string> m_oldest; // orders as they came, to forget the oldest
    std::multimap<SteadyTime, Plan> m_plans;
};

} // namespace eventscope::scenario
