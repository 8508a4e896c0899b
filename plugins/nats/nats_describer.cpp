// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_describer.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "plugins/nats/nats_dial.h"
#include "plugins/nats/nats_error.h"
#include "plugins/nats/nats_greeting.h"
#include "plugins/nats/nats_settings.h"

namespace eventscope::nats {
namespace {

using std::chrono::milliseconds;

constexpr const char* Question = "$SYS.REQ.ACCOUNT.PING.CONNZ";
constexpr const char* Wanted = R"({"subscriptions":true,"subscriptions_detail":true,"limit":1024})";
constexpr std::size_t MaxSubjects = 10'000;
constexpr std::size_t MaxNames = 20; // of subscribers of one subject that are written out
// Servers of a cluster answer one by one, and none says how many there are.
constexpr milliseconds AfterLastAnswer{300};

/// Who listens on one subject.
struct Listeners {
    std::vector<std::string> names;
    std::map<std::string, std::size_t> members; ///< by queue group
};

std::string text(const nlohmann::json& object, const char* member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string number(const nlohmann::json& object, const char* member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_number() ? found->dump() : "0";
}

const nlohmann::json& list(const nlohmann::json& object, const char* member)
{
    static const auto none = nlohmann::json::array();
    const auto found = object.find(member);
    return found != object.end() && found->is_array() ? *found : none;
}

std::string connectionName(const nlohmann::json& connection)
{
    const auto name = text(connection, "name");
    return (name.empty() ? "unnamed" : "'" + name + "'") + " (client " + number(connection, "cid") + ")";
}

void addListeners(const nlohmann::json& connection, std::map<std::string, Listeners>& bySubject)
{
    for (const auto& subscription : list(connection, "subscriptions_list_detail")) {
        const auto subject = text(subscription, "subject");
        if (subject.empty() || subject.starts_with("_INBOX.")
            || (bySubject.size() >= MaxSubjects && !bySubject.contains(subject)))
            continue;
        auto& listeners = bySubject[subject];
        listeners.names.push_back(connectionName(connection));
        if (const auto group = text(subscription, "qgroup"); !group.empty())
            ++listeners.members[group];
    }
}

std::string joined(const std::vector<std::string>& names)
{
    std::string all;
    for (std::size_t at = 0; at < std::min(names.size(), MaxNames); ++at)
        all += (all.empty() ? "" : ", ") + names[at];
    return names.size() > MaxNames ? all + " and " + std::to_string(names.size() - MaxNames) + " more" : all;
}

SystemDescription::Channel toChannel(const std::string& subject, const Listeners& listeners)
{
    SystemDescription::Channel channel{subject, {}};
    channel.facts.emplace_back("subscribers", joined(listeners.names));
    for (const auto& [group, members] : listeners.members)
        channel.facts.emplace_back("queue group " + group,
            std::to_string(members) + (members == 1 ? " member" : " members") + ": each message goes to one of them");
    return channel;
}

/// Every answer that comes until the servers have fallen silent.
std::vector<std::string> ask(natsConnection* connection, milliseconds deadline)
{
    std::vector<std::string> answers;
    natsInbox* inbox = nullptr;
    if (natsInbox_Create(&inbox) != NATS_OK)
        return answers;
    const std::unique_ptr<natsInbox, decltype(&natsInbox_Destroy)> owner(inbox, &natsInbox_Destroy);
    natsSubscription* raw = nullptr;
    if (natsConnection_SubscribeSync(&raw, connection, inbox) != NATS_OK)
        return answers;
    const SubscriptionHandle subscription(raw);
    if (natsConnection_PublishRequestString(connection, Question, inbox, Wanted) != NATS_OK)
        return answers;
    auto wait = deadline;
    natsMsg* message = nullptr;
    while (natsSubscription_NextMsg(&message, raw, wait.count()) == NATS_OK) {
        const MessageHandle taken(message);
        if (natsMsg_IsNoResponders(message))
            break;
        answers.emplace_back(natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message)));
        wait = AfterLastAnswer;
    }
    return answers;
}

void addServer(const Endpoint& endpoint, milliseconds deadline, SystemDescription& description)
{
    description.system.emplace_back("server", endpoint.text());
    const auto greeting = fetchGreeting(endpoint, deadline);
    if (!greeting)
        return;
    description.system.emplace_back("version", "nats-server " + greeting->version);
    description.system.emplace_back("name", greeting->name);
    if (!greeting->cluster.empty())
        description.system.emplace_back("cluster", greeting->cluster);
    description.system.emplace_back("JetStream", greeting->hasJetStream ? "yes" : "no");
    description.system.emplace_back("largest payload", std::to_string(greeting->maxPayloadBytes) + " bytes");
    if (!greeting->otherServers.empty())
        description.system.emplace_back(
            "servers it names", joined(greeting->otherServers) + " (used only with follow_discovered_servers)");
}

std::string ownAddress(natsConnection* connection)
{
    char* address = nullptr;
    if (natsConnection_GetClientIP(connection, &address) != NATS_OK)
        return "an address of this machine";
    const std::string copy(address);
    std::free(address);
    return copy;
}

} // namespace

void addConnections(const std::vector<std::string>& answers, SystemDescription& description)
{
    std::map<std::string, Listeners> bySubject;
    std::size_t connections = 0;
    for (const auto& answer : answers) {
        const auto document = nlohmann::json::parse(answer, nullptr, false);
        if (document.is_discarded() || !document.is_object() || !document.contains("data")
            || !document["data"].is_object())
            continue;
        for (const auto& connection : list(document["data"], "connections")) {
            if (!connection.is_object())
                continue;
            ++connections;
            addListeners(connection, bySubject);
        }
    }
    description.system.emplace_back("connections of the account", std::to_string(connections));
    for (const auto& [subject, listeners] : bySubject)
        description.channels.push_back(toChannel(subject, listeners));
}

Result<SystemDescription> NatsDescriber::describe(const ConnectorConfig& config, milliseconds deadline)
{
    const auto settings = readSettings(config, Subjects::Optional);
    if (!settings)
        return tl::unexpected(settings.error());
    const auto dialled = dialAny(*settings, std::make_shared<Notices>(), deadline / 2);
    if (!dialled)
        return tl::unexpected(dialled.error());

    SystemDescription description;
    auto* connection = dialled->connection.get();
    addServer(dialled->endpoint, deadline / 8, description);
    const auto answers = ask(connection, deadline / 4);
    if (!answers.empty()) {
        addConnections(answers, description);
        description.system.emplace_back("publishers", "not listed: no NATS server knows who publishes what");
    } else {
        const char* text = nullptr;
        const bool isDenied = natsConnection_GetLastError(connection, &text) == NATS_NOT_PERMITTED;
        description.system.emplace_back("subjects",
            isDenied ? std::string("not listed: the user needs the permissions publish on ") + Question
                    + " and subscribe on _INBOX.>"
                     : std::string("not listed: no server answered ") + Question);
    }
    description.footprint.push_back("The servers list a connection named '" + settings->clientName + "' from "
        + ownAddress(connection) + ", with a subscription for each subject that is observed.");
    description.footprint.emplace_back("No queue group is joined and no request is answered: every message still "
                                       "reaches all who would get it without Eventscope.");
    return description;
}

} // namespace eventscope::nats
