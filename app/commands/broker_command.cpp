// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/broker_command.h"

#include <optional>
#include <thread>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/commands/interruption.h"
#include "app/commands/output.h"
#include "app/commands/session_options.h"
#include "app/commands/verb_end.h"
#include "broker/socket/broker_registry.h"

namespace eventscope::app::commands {
namespace {

constexpr auto LookEvery = std::chrono::milliseconds(20);

bool isLoopback(const std::string& address)
{
    return address == "localhost" || address == "::1" || address == "[::1]" || address.starts_with("127.");
}

Result<std::optional<std::uint16_t>> portOption(const CommandLine& line, std::string_view name)
{
    const auto text = line.value(name);
    if (!text)
        return std::optional<std::uint16_t>();
    const auto port = parsePort(*text);
    if (!port)
        return failure(Fault::Invalid, "--" + std::string(name) + ": " + port.error().what);
    return std::optional(*port);
}

Result<socket::BrokerOptions> brokerOptions(const CommandLine& line)
{
    socket::BrokerOptions options;
    options.listen = line.value("listen").value_or("127.0.0.1");
    if (!isLoopback(options.listen))
        return failure(Fault::Invalid,
            "--listen " + options.listen
                + ": only addresses of this machine (127.0.0.1, ::1) can be used, since this version has no encryption "
                  "between brokers. Reach it from elsewhere through a tunnel, such as 'ssh -L'.");
    const auto publish = portOption(line, "publish-port");
    if (!publish)
        return tl::unexpected(publish.error());
    const auto subscribe = portOption(line, "subscribe-port");
    if (!subscribe)
        return tl::unexpected(subscribe.error());
    options.publishPort = *publish;
    options.subscribePort = *subscribe;
    return options;
}

std::string readyLine(const socket::BrokerEndpoints& endpoints, const std::string& data)
{
    nlohmann::ordered_json object;
    object["publish"] = endpoints.publish;
    object["subscribe"] = endpoints.subscribe;
    if (!endpoints.ipc.empty()) // another program of this user may own the folder
        object["ipc"] = endpoints.ipc;
    object["data"] = data;
    object["pid"] = ::getpid();
    if (endpoints.hasMoved)
        object["moved"] = true;
    return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

/// `tcp://127.0.0.1:5571` and `…:5570` as the URL by which others reach this broker.
std::string urlOf(const socket::BrokerEndpoints& endpoints)
{
    const auto publishPort = endpoints.publish.substr(endpoints.publish.rfind(':') + 1);
    auto url = endpoints.subscribe;
    if (url.starts_with("tcp"))
        url.replace(0, 3, "broker");
    return url + "/?publish=" + publishPort;
}

void waitForSignal(Session& session, Notices& notices)
{
    std::string problem;
    while (!Interruption::isRequested()) {
        std::this_thread::sleep_for(LookEvery);
        const auto now = session.health().logProblem;
        if (now != problem)
            notices.error(now.empty() ? "Storing works again." : "Nothing is stored now: " + sentence(now));
        problem = now;
    }
}

Result<int> broker(const CommandLine& line, Notices& notices)
{
    const auto keeping = keepingOptions(line);
    if (!keeping)
        return tl::unexpected(keeping.error());
    auto brokerWishes = brokerOptions(line);
    if (!brokerWishes)
        return tl::unexpected(brokerWishes.error());
    auto options = sessionOptions(*keeping);
    if (!options)
        return tl::unexpected(options.error());
    auto registry = socket::BrokerRegistry::claim();
    if (registry)
        brokerWishes->ipcFolder = registry->folder();
    options->withBroker = true;
    options->broker = *brokerWishes;
    const auto session = Session::open(*options);
    if (!session) // a port that was asked for and taken is no failure to connect
        return failure(session.error().fault == Fault::Invalid ? Fault::Invalid : Fault::Full, session.error().what);
    const auto& endpoints = *(*session)->brokerEndpoints();
    if (registry) {
        if (auto announced = registry->announce(endpoints); !announced)
            notices.error(announced.error().what);
    } else {
        notices.say(
            "'broker:' means another program: " + sentence(registry.error().what) + " This one is " + urlOf(endpoints));
    }
    if (endpoints.hasMoved)
        notices.say("The default ports were taken; the next free ones are used: " + endpoints.publish + " and "
            + endpoints.subscribe + ".");
    Output output;
    output.buffer() += readyLine(endpoints, keeping->dataFolder);
    if (auto flushed = output.flush(); !flushed)
        return tl::unexpected(flushed.error());
    waitForSignal(**session, notices);
    if (registry)
        registry->withdraw();
    if (auto closed = (*session)->close(); !closed)
        return tl::unexpected(closed.error());
    return Done;
}

} // namespace

int runBroker(const CommandLine& line)
{
    const Interruption interruption;
    Notices notices(line);
    return endOf(broker(line, notices), notices);
}

} // namespace eventscope::app::commands
