// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/forward_run.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zmq.h>

namespace eventscope::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int SilenceMs = 10'000; // a subscriber that hears nothing for so long gives up
constexpr char ProbeTopic = 'p';
constexpr char MeasuredTopic = 'm';

/// Both ends of a pipe.
class Pipe {
public:
    Pipe() { m_isOpen = ::pipe(m_ends.data()) == 0; }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe()
    {
        if (m_isOpen) {
            ::close(m_ends[0]);
            ::close(m_ends[1]);
        }
    }
    void write(const void* bytes, std::size_t size) const
    {
        [[maybe_unused]] const auto done = ::write(m_ends[1], bytes, size);
    }
    [[nodiscard]] bool read(void* bytes, std::size_t size, int timeoutMs) const
    {
        return isReadable(timeoutMs) && ::read(m_ends[0], bytes, size) == static_cast<ssize_t>(size);
    }
    [[nodiscard]] bool isReadable(int timeoutMs) const
    {
        pollfd item{m_ends[0], POLLIN, 0};
        return ::poll(&item, 1, timeoutMs) == 1;
    }

private:
    std::array<int, 2> m_ends{-1, -1};
    bool m_isOpen = false;
};

/// An endpoint, as it goes through a pipe.
using EndpointText = std::array<char, 128>;

/// Runs `work` in a process of its own, which ends with it.
template <class Work> pid_t inOwnProcess(Work work)
{
    const pid_t pid = ::fork();
    if (pid != 0)
        return pid;
    work();
    ::_exit(EXIT_SUCCESS);
}

void* openSocket(void* context, int type, const char* endpoint)
{
    void* socket = zmq_socket(context, type);
    const int none = 0;
    const int silence = SilenceMs;
    zmq_setsockopt(socket, ZMQ_SNDHWM, &none, sizeof none);
    zmq_setsockopt(socket, ZMQ_RCVHWM, &none, sizeof none);
    zmq_setsockopt(socket, ZMQ_RCVTIMEO, &silence, sizeof silence);
    zmq_connect(socket, endpoint);
    return socket;
}

/// Sends probes until the subscriber is there, then everything.
void publishAll(const Pipe& endpoint, const Pipe& ready, std::size_t messages, std::size_t payloadBytes)
{
    EndpointText text{};
    if (!endpoint.read(text.data(), text.size(), SilenceMs))
        return;
    void* context = zmq_ctx_new();
    void* socket = openSocket(context, ZMQ_PUB, text.data());
    const std::string payload(payloadBytes, 'x');
    const auto send = [&](char topic) {
        zmq_send(socket, &topic, 1, ZMQ_SNDMORE);
        zmq_send(socket, payload.data(), payload.size(), 0);
    };
    for (int tries = 0; tries < 2000 && !ready.isReadable(5); ++tries)
        send(ProbeTopic);
    for (std::size_t sent = 0; sent < messages; ++sent)
        send(MeasuredTopic);
    zmq_close(socket);
    zmq_ctx_term(context); // waits until everything has left
}

void countAll(const Pipe& endpoint, const Pipe& ready, const Pipe& result, std::size_t messages)
{
    double rate = -1;
    EndpointText text{};
    if (endpoint.read(text.data(), text.size(), SilenceMs)) {
        void* context = zmq_ctx_new();
        void* socket = openSocket(context, ZMQ_SUB, text.data());
        zmq_setsockopt(socket, ZMQ_SUBSCRIBE, "", 0);
        zmq_msg_t frame;
        zmq_msg_init(&frame);
        std::size_t received = 0;
        bool isReady = false;
        SteadyClock::time_point begin;
        while (received < messages && zmq_msg_recv(&frame, socket, 0) >= 0) {
            const bool isMeasured = *static_cast<const char*>(zmq_msg_data(&frame)) == MeasuredTopic;
            zmq_msg_recv(&frame, socket, 0);
            if (!isReady) {
                ready.write("r", 1);
                isReady = true;
            }
            if (!isMeasured)
                continue;
            if (received++ == 0)
                begin = SteadyClock::now();
        }
        if (received == messages && messages > 1)
            rate =
                static_cast<double>(messages - 1) / std::chrono::duration<double>(SteadyClock::now() - begin).count();
    }
    result.write(&rate, sizeof rate);
}

void tell(const Pipe& pipe, const std::string& endpoint)
{
    EndpointText text{};
    std::memcpy(text.data(), endpoint.data(), std::min(endpoint.size(), text.size() - 1));
    pipe.write(text.data(), text.size());
}

} // namespace

double measureForward(
    const std::function<std::unique_ptr<Forwarder>()>& make, std::size_t messages, std::size_t payloadBytes)
{
    const Pipe publishEndpoint;
    const Pipe subscribeEndpoint;
    const Pipe ready;
    const Pipe result;
    // Before the forwarder: a process that has threads must not be forked.
    const pid_t subscriber = inOwnProcess([&] { countAll(subscribeEndpoint, ready, result, messages); });
    const pid_t publisher = inOwnProcess([&] { publishAll(publishEndpoint, ready, messages, payloadBytes); });

    const auto forwarder = make();
    double rate = -1;
    if (const auto endpoints = forwarder->start()) {
        tell(subscribeEndpoint, endpoints->subscribe);
        tell(publishEndpoint, endpoints->publish);
        constexpr int longest = 120'000;
        if (!result.read(&rate, sizeof rate, longest))
            rate = -1;
    }
    if (!forwarder->finish(messages))
        rate = -1;
    ::waitpid(subscriber, nullptr, 0);
    ::waitpid(publisher, nullptr, 0);
    return rate;
}

} // namespace eventscope::bench
