// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace eventscope::bench {

/// Where the clients of a run connect.
struct ForwardEndpoints {
    std::string publish;
    std::string subscribe;
};

/// What is measured: something between publishers and subscribers, in this process.
class Forwarder {
public:
    Forwarder() = default;
    Forwarder(const Forwarder&) = delete;
    Forwarder& operator=(const Forwarder&) = delete;
    virtual ~Forwarder() = default;

    /// nullopt where it cannot start.
    [[nodiscard]] virtual std::optional<ForwardEndpoints> start() = 0;
    /// After the run, in which `messages` were sent beside a few probes. False where not everything was captured.
    [[nodiscard]] virtual bool finish(std::size_t messages) = 0;
};

/// Sends `messages` of `payloadBytes` as fast as it goes through a forwarder, publisher and subscriber each in a
/// process of its own. Messages a second as the subscriber counts them, -1 where some are missing.
/// To be called while this process has no other thread: it forks.
[[nodiscard]] double measureForward(
    const std::function<std::unique_ptr<Forwarder>()>& make, std::size_t messages, std::size_t payloadBytes);

} // namespace eventscope::bench
