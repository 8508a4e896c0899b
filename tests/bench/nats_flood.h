// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace eventscope::live {
class NatsServer;
}

namespace eventscope::bench {

/// A real nats-server and a process that publishes into it, for measuring receivers.
class NatsFlood {
public:
    struct Shape {
        std::uint64_t messages = 0;
        std::size_t payloadBytes = 0;
    };

    /// Null where nats-server is not installed or does not start.
    [[nodiscard]] static std::unique_ptr<NatsFlood> start(Shape shape);
    ~NatsFlood();
    NatsFlood(const NatsFlood&) = delete;
    NatsFlood& operator=(const NatsFlood&) = delete;

    [[nodiscard]] std::string url() const;
    [[nodiscard]] const Shape& shape() const { return m_shape; }
    static constexpr const char* Subject = "bench.orders";

    /// Publishes everything once, while `receive` counts: it is called again and again and says how many messages it
    /// has seen so far. Messages a second from the first to the last one; negative where one was missing after 60 s.
    /// With a `window` the publisher keeps at most so many ahead of that, see FloodWindow.
    [[nodiscard]] double measure(const std::function<std::uint64_t()>& receive, std::uint64_t window = 0) const;

    /// What bare nats.c receives a second: a synchronous subscription, each message taken and given back.
    [[nodiscard]] double bareRate() const;

private:
    explicit NatsFlood(Shape shape);

    const Shape m_shape;
    std::unique_ptr<live::NatsServer> m_server;
};

} // namespace eventscope::bench
