// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/scenario/reaction_book.h"

#include <algorithm>
#include <utility>

#include "broker/scenario/payload_template.h"

namespace eventscope::scenario {
namespace {

using Json = nlohmann::ordered_json;

const Outcome& choose(const std::vector<Outcome>& outcomes, Dice& dice)
{
    double sum = 0;
    for (const auto& outcome : outcomes)
        sum += outcome.weight;
    auto drawn = dice.fraction() * sum;
    for (const auto& outcome : outcomes) {
        drawn -= outcome.weight;
        if (drawn < 0)
            return outcome;
    }
    return outcomes.back();
}

Json parse(std::string_view text)
{
    auto json = Json::parse(text, nullptr, false);
    return json.is_discarded() ? Json::object() : json;
}

} // namespace

ReactionBook::ReactionBook(const ClientScript& script, const std::string& lists, std::uint64_t seed)
    : m_script(script)
    , m_lists(parse(lists))
    , m_seed(seed)
{
}

ReactionBook::Order& ReactionBook::orderFor(const std::string& order)
{
    const auto [found, isNew] = m_orders.try_emplace(order);
    if (isNew) {
        m_oldest.push_back(order);
        if (m_oldest.size() > MaxOrders) {
            m_orders.erase(m_oldest.front());
            m_oldest.pop_front();
        }
    }
    return m_orders[order];
}

Dice ReactionBook::diceFor(const std::string& order, std::size_t reaction) const
{
    return {m_seed, m_script.name + "/" + order + "/" + std::to_string(reaction)};
}

void ReactionBook::see(
    std::string_view type, const std::string& order, std::string_view id, std::string_view data, SteadyTime now)
{
    auto& known = orderFor(order);
    known.seen.emplace(type);
    if (const auto json = parse(data); json.is_object())
        known.data.update(json);
    for (std::size_t index = 0; index < m_script.reactions.size(); ++index) {
        const auto& reaction = m_script.reactions[index];
        const auto isSeen = [&](const std::string& wanted) { return known.seen.contains(wanted); };
        if (!std::all_of(reaction.on.begin(), reaction.on.end(), isSeen) || !known.begun.insert(index).second)
            continue;
        auto dice = diceFor(order, index);
        const auto least = static_cast<std::uint64_t>(reaction.leastDelay.count());
        const auto most = static_cast<std::uint64_t>(reaction.mostDelay.count());
        const std::chrono::milliseconds delay(dice.between(least, most));
        m_plans.emplace(now + delay, Plan{index, order, std::string(id)});
    }
}

std::string ReactionBook::begin(const std::string& order)
{
    auto& known = orderFor(order);
    known.seen.insert(m_script.begins->publish.type);
    auto dice = diceFor(order, m_script.reactions.size());
    auto filled = fillTemplate(parse(m_script.begins->publish.data), {order, known.data, m_lists, dice});
    known.data.update(filled);
    return filled.dump();
}

std::optional<SteadyTime> ReactionBook::nextDue() const
{
    return m_plans.empty() ? std::nullopt : std::optional(m_plans.begin()->first);
}

std::vector<DuePublication> ReactionBook::takeDue(SteadyTime now)
{
    std::vector<DuePublication> due;
    while (!m_plans.empty() && m_plans.begin()->first <= now) {
        const auto plan = std::move(m_plans.begin()->second);
        m_plans.erase(m_plans.begin());
        if (auto publication = carryOut(plan))
            due.push_back(*std::move(publication));
    }
    return due;
}

std::optional<DuePublication> ReactionBook::carryOut(const Plan& plan)
{
    const auto& reaction = m_script.reactions[plan.reaction];
    auto& order = orderFor(plan.order);
    if (std::any_of(reaction.unless.begin(), reaction.unless.end(),
            [&](const auto& type) { return order.seen.contains(type); }))
        return std::nullopt;
    auto dice = diceFor(plan.order, plan.reaction);
    dice.next(); // was the delay
    const auto& outcome = choose(reaction.outcomes, dice);
    if (!outcome.publish)
        return std::nullopt;
    order.seen.insert(outcome.publish->type);
    const auto filled = fillTemplate(parse(outcome.publish->data), {plan.order, order.data, m_lists, dice});
    return DuePublication{&outcome, plan.order, plan.causation, filled.dump()};
}

} // namespace eventscope::scenario
