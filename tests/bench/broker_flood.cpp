// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/broker_flood.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <thread>

#include <poll.h>
#include <unistd.h>
#include <zmq.h>

#include "tests/bench/flood_window.h"
#include "tests/bench/timed_payload.h"

namespace eventscope::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::uint64_t LookEvery = 1024; // messages between two looks at the input
constexpr int LongestConnectMs = 10'000;
constexpr int QueuedMessages = 20'000;

/// An XPUB socket, since it tells when the broker has subscribed, and can wait where PUB drops.
void* openSocket(void* context, const char* endpoint)
{
    void* socket = zmq_socket(context, ZMQ_XPUB);
    const int wait = 1;
    zmq_setsockopt(socket, ZMQ_XPUB_NODROP, &wait, sizeof wait);
    zmq_setsockopt(socket, ZMQ_SNDHWM, &QueuedMessages, sizeof QueuedMessages);
    zmq_setsockopt(socket, ZMQ_RCVTIMEO, &LongestConnectMs, sizeof LongestConnectMs);
    zmq_connect(socket, endpoint);
    return socket;
}

bool waitForSubscription(void* socket)
{
    char first = 0;
    return zmq_recv(socket, &first, 1, 0) >= 1 && first == 1;
}

bool isInputClosed()
{
    pollfd item{STDIN_FILENO, POLLIN, 0};
    return ::poll(&item, 1, 0) > 0 && (item.revents & POLLHUP) != 0;
}

std::vector<std::string> topics()
{
    std::vector<std::string> all;
    for (int i = 0; i < 16; ++i)
        all.push_back("orders.eu." + std::to_string(i));
    return all;
}

std::uint64_t sendAll(void* socket, const BrokerFlood& flood)
{
    const auto names = topics();
    TimedPayload payload(flood.payloadBytes);
    FloodWindow window(flood.window);
    const std::uint64_t burst = std::max<std::uint64_t>(1, flood.rate / 1000);
    const auto begin = SteadyClock::now();
    std::uint64_t sent = 0;
    while ((flood.messages == 0 || sent < flood.messages) && window.waitFor(sent)) {
        if (flood.rate > 0 && sent % burst == 0)
            std::this_thread::sleep_until(begin + std::chrono::microseconds(sent * 1'000'000 / flood.rate));
        if (flood.messages == 0 && sent % LookEvery == 0 && isInputClosed())
            break;
        const auto& topic = names[sent % names.size()];
        const auto& text = payload.stamped();
        zmq_send(socket, topic.data(), topic.size(), ZMQ_SNDMORE);
        if (zmq_send(socket, text.data(), text.size(), 0) < 0)
            break;
        ++sent;
    }
    return sent;
}

} // namespace

std::unique_ptr<OwnProcess> startFlood(const BrokerFlood& flood)
{
    return OwnProcess::start(partCall("broker_flood",
        {flood.endpoint, std::to_string(flood.messages), std::to_string(flood.payloadBytes), std::to_string(flood.rate),
            std::to_string(flood.window)}));
}

int brokerFloodPart(const std::vector<std::string>& arguments)
{
    if (arguments.size() != 5)
        return 2;
    BrokerFlood flood;
    flood.endpoint = arguments[0];
    flood.messages = std::stoull(arguments[1]);
    flood.payloadBytes = std::max<std::size_t>(64, std::stoull(arguments[2]));
    flood.rate = std::stoull(arguments[3]);
    flood.window = std::stoull(arguments[4]);
    void* context = zmq_ctx_new();
    void* socket = openSocket(context, flood.endpoint.c_str());
    const bool isThere = waitForSubscription(socket);
    const auto begin = SteadyClock::now();
    const auto sent = isThere ? sendAll(socket, flood) : 0;
    const std::chrono::duration<double> took = SteadyClock::now() - begin;
    zmq_close(socket);
    zmq_ctx_term(context); // waits until everything has left
    std::printf("sent %llu\nseconds %.3f\n", static_cast<unsigned long long>(sent), took.count());
    return isThere ? 0 : 1;
}

} // namespace eventscope::bench
