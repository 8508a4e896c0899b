// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/scenario/scenario.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace eventscope::scenario {
namespace {

using Json = nlohmann::ordered_json;

constexpr double MostPerSecond = 10'000;
constexpr int MostTimes = 100;
constexpr std::int64_t LongestDelayMs = 3'600'000;

/// Reads members; the first thing that is wrong is kept, the rest is read as empty.
class ScenarioReader {
public:
    Result<Scenario> read(const Json& root)
    {
        Scenario scenario;
        scenario.name = text(root, "", "name");
        scenario.title = text(root, "", "title");
        scenario.description = text(root, "", "description");
        scenario.seed = number<std::uint64_t>(root, "", "seed", 0, 0, ~std::uint64_t{0} >> 1U);
        scenario.lists = member(root, "lists") != nullptr ? member(root, "lists")->dump() : "{}";
        if (member(root, "lists") != nullptr && !member(root, "lists")->is_object())
            complain("lists", "an object");
        for (const auto& [client, where] : elements(root, "", "clients", true))
            scenario.clients.push_back(readClient(*client, where));
        if (!m_error.empty())
            return failure(Fault::Invalid, m_error);
        return scenario;
    }

private:
    using Elements = std::vector<std::pair<const Json*, std::string>>;

    ClientScript readClient(const Json& json, const std::string& where)
    {
        ClientScript client;
        client.name = text(json, where, "name");
        client.source = text(json, where, "source");
        client.reads = texts(json, where, "reads", false);
        if (const auto* begins = member(json, "begins"))
            client.begins = readBeginning(*begins, where + "begins.");
        for (const auto& [reaction, place] : elements(json, where, "reactions", false))
            client.reactions.push_back(readReaction(*reaction, place));
        return client;
    }

    Beginning readBeginning(const Json& json, const std::string& where)
    {
        Beginning beginning;
        beginning.perSecond = number<double>(json, where, "per_second", 1, 0.001, MostPerSecond);
        beginning.first = number<std::uint64_t>(json, where, "first", 1, 0, ~std::uint64_t{0} >> 1U);
        const auto* publish = member(json, "publish");
        if (publish == nullptr)
            complain(where + "publish", "an object");
        else
            beginning.publish = readPublication(*publish, where + "publish.");
        return beginning;
    }

    Reaction readReaction(const Json& json, const std::string& where)
    {
        Reaction reaction;
        reaction.on = texts(json, where, "on", true);
        reaction.unless = texts(json, where, "unless", false);
        if (const auto* delay = member(json, "after_ms")) {
            const bool isSpan = delay->is_array() && delay->size() == 2 && (*delay)[0].is_number_integer()
                && (*delay)[1].is_number_integer();
            const auto least = isSpan ? (*delay)[0].get<std::int64_t>() : -1;
            const auto most = isSpan ? (*delay)[1].get<std::int64_t>() : -1;
            if (least < 0 || most < least || most > LongestDelayMs)
                complain(where + "after_ms", "two numbers of milliseconds, the least and the most");
            reaction.leastDelay = std::chrono::milliseconds(least);
            reaction.mostDelay = std::chrono::milliseconds(most);
        }
        for (const auto& [outcome, place] : elements(json, where, "outcomes", true))
            reaction.outcomes.push_back(readOutcome(*outcome, place));
        return reaction;
    }

    Outcome readOutcome(const Json& json, const std::string& where)
    {
        Outcome outcome;
        outcome.weight = number<double>(json, where, "weight", 1, 0, 1e9);
        outcome.times = number<int>(json, where, "times", 1, 1, MostTimes);
        const auto* lost = member(json, "lost");
        if (lost != nullptr && !lost->is_boolean())
            complain(where + "lost", "true or false");
        outcome.isLost = lost != nullptr && lost->is_boolean() && lost->get<bool>();
        if (member(json, "note") != nullptr)
            outcome.note = text(json, where, "note");
        if (const auto* publish = member(json, "publish"))
            outcome.publish = readPublication(*publish, where + "publish.");
        return outcome;
    }

    Publication readPublication(const Json& json, const std::string& where)
    {
        Publication publication;
        publication.channel = text(json, where, "channel");
        publication.type = text(json, where, "type");
        const auto* data = member(json, "data");
        if (data == nullptr || !data->is_object())
            complain(where + "data", "an object");
        else
            publication.data = data->dump();
        return publication;
    }

    static const Json* member(const Json& json, const char* name)
    {
        if (!json.is_object())
            return nullptr;
        const auto found = json.find(name);
        return found == json.end() ? nullptr : &*found;
    }

    std::string text(const Json& json, const std::string& where, const char* name)
    {
        const auto* found = member(json, name);
        if (found != nullptr && found->is_string() && !found->get_ref<const std::string&>().empty())
            return found->get<std::string>();
        complain(where + name, "a text");
        return {};
    }

    std::vector<std::string> texts(const Json& json, const std::string& where, const char* name, bool isRequired)
    {
        std::vector<std::string> list;
        for (const auto& [element, place] : elements(json, where, name, isRequired)) {
            if (element->is_string())
                list.push_back(element->get<std::string>());
            else
                complain(where + name, "an array of texts");
        }
        return list;
    }

    Elements elements(const Json& json, const std::string& where, const char* name, bool isRequired)
    {
        Elements list;
        const auto* found = member(json, name);
        if (found != nullptr && found->is_array()) {
            for (const auto& element : *found)
                list.emplace_back(&element, where + name + "[" + std::to_string(list.size()) + "].");
        }
        if ((found != nullptr && !found->is_array()) || (isRequired && list.empty()))
            complain(where + name, "an array with at least one element");
        return list;
    }

    template <class Number>
    Number number(
        const Json& json, const std::string& where, const char* name, Number fallback, Number least, Number most)
    {
        const auto* found = member(json, name);
        if (found == nullptr)
            return fallback;
        const bool isNumber = std::is_floating_point_v<Number> ? found->is_number() : found->is_number_integer();
        const bool isNegative = isNumber && found->get<double>() < 0;
        const auto value = isNumber && !isNegative ? found->get<Number>() : Number{};
        if (isNumber && !isNegative && value >= least && value <= most)
            return value;
        complain(where + name, "a number that makes sense there");
        return fallback;
    }

    void complain(const std::string& where, const std::string& expected)
    {
        if (m_error.empty())
            m_error = "scenario: " + where + ": expected " + expected;
    }

    std::string m_error;
};

} // namespace

Result<Scenario> parseScenario(std::string_view json)
{
    const auto root = Json::parse(json, nullptr, false);
    if (root.is_discarded() || !root.is_object())
        return failure(Fault::Invalid, "scenario: expected a JSON object");
    return ScenarioReader().read(root);
}

} // namespace eventscope::scenario
