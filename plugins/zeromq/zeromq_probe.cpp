// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/zeromq/zeromq_probe.h"

#include <zmq.h>

#include "broker/plugin/runtime_folder.h"
#include "plugins/zeromq/connection_watch.h"

namespace eventscope::zeromq {
namespace {

using SteadyClock = std::chrono::steady_clock;

Result<> shakeHands(
    void* context, int type, const std::string& endpoint, std::int64_t maxMessageBytes, SteadyClock::time_point until)
{
    const auto socket = makeClient(context, type, maxMessageBytes);
    if (!socket)
        return tl::unexpected(socket.error());
    auto watch = ConnectionWatch::attach(context, *socket);
    if (!watch)
        return tl::unexpected(watch.error());
    if (auto connected = connectTo(*socket, endpoint); !connected)
        return connected;
    const auto news = watch->awaitConnection(until);
    if (!news)
        return failure(Fault::Unavailable,
            endpoint + " does not answer in time: check the address and what stands between (a firewall, a tunnel)");
    if (*news != ConnectionWatch::News::Connected)
        return tl::unexpected(explain(*news, endpoint));
    return {};
}

std::string topics(const Target& target)
{
    return target.prefix.empty() ? std::string("all topics") : "topics that begin with '" + target.prefix + "'";
}

} // namespace

Result<Target> ZeroMqProbe::reach(const ConnectorConfig& config, std::chrono::milliseconds deadline) const
{
    const auto until = SteadyClock::now() + deadline;
    const auto settings = parseConfig(config);
    if (!settings)
        return tl::unexpected(settings.error());
    const auto target = resolve(settings->target);
    if (!target)
        return tl::unexpected(target.error());
    const bool isBroker = !target->publish.empty() && target->publish != target->subscribe;
    const bool reads = target->role != Target::Role::PublishOnly;
    const bool writes = target->role != Target::Role::SubscribeOnly && (isBroker || !reads);
    if (reads) {
        if (auto reached =
                shakeHands(m_context.zeroMqContext, ZMQ_SUB, target->subscribe, settings->maxMessageBytes, until);
            !reached)
            return tl::unexpected(reached.error());
    }
    if (writes && !target->publish.empty()) {
        if (auto reached =
                shakeHands(m_context.zeroMqContext, ZMQ_PUB, target->publish, settings->maxMessageBytes, until);
            !reached)
            return tl::unexpected(reached.error());
    }
    return *target;
}

Result<std::string> ZeroMqProbe::test(const ConnectorConfig& config, std::chrono::milliseconds deadline)
{
    return reach(config, deadline).map([](const Target& target) {
        if (target.role == Target::Role::PublishOnly)
            return "connected to " + target.publish + " to send";
        return "connected to " + target.subscribe + " to read " + topics(target);
    });
}

Result<SystemDescription> ZeroMqProbe::describe(const ConnectorConfig& config, std::chrono::milliseconds deadline)
{
    const auto target = reach(config, deadline);
    if (!target)
        return tl::unexpected(target.error());
    SystemDescription description;
    if (target->role != Target::Role::PublishOnly)
        description.system.emplace_back("subscribe", target->subscribe);
    if (target->role != Target::Role::SubscribeOnly && !target->publish.empty())
        description.system.emplace_back("publish", target->publish);
    if (const auto broker = runtime::findBroker(); broker && broker->subscribe == target->subscribe) {
        if (!broker->ipc.empty())
            description.system.emplace_back("ipc", broker->ipc);
        description.system.emplace_back("process", std::to_string(broker->pid));
    }
    description.system.emplace_back(
        "delivery", "at most once; a subscriber does not see what was sent before it connected");
    if (target->role != Target::Role::PublishOnly)
        description.footprint.push_back("One subscriber from this machine, to " + topics(*target) + ".");
    return description;
}

} // namespace eventscope::zeromq
