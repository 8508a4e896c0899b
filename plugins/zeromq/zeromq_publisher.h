// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "broker/plugin/context.h"
#include "broker/plugin/publisher.h"
#include "plugins/zeromq/connection_watch.h"
#include "plugins/zeromq/target.h"
#include "plugins/zeromq/zmq_client.h"

namespace eventscope::zeromq {

/// Sends through one XPUB socket: PUB on the wire, but it hears about subscriptions, so that the first message is not
/// lost to a subscription that is still on its way.
/// Thread: one at a time.
class ZeroMqPublisher final : public Publisher {
public:
    explicit ZeroMqPublisher(const Context& context)
        : m_context(context)
    {
    }
    ~ZeroMqPublisher() override { close(); }

    [[nodiscard]] Result<> open(const ConnectorConfig& config, std::chrono::milliseconds deadline) override;
    [[nodiscard]] Result<> send(const IncomingEvent& event) override;
    /// Everything has left this program when it returns; whether the far side reads it ZeroMQ cannot say. The
    /// connection is closed for that and made again by the next send.
    [[nodiscard]] Result<> flush(std::chrono::milliseconds deadline) override;
    void close() noexcept override;

private:
    struct Link {
        OwnedSocket socket; // before the watch, which must go first
        ConnectionWatch watch;
        bool hasSent = false;
    };

    [[nodiscard]] Result<> connect(std::chrono::milliseconds deadline);
    [[nodiscard]] Result<> checkLink();
    [[nodiscard]] Result<> sendFrames(const std::vector<std::string>& frames);

    const Context& m_context; // outlives the publisher: the program owns it
    std::optional<Settings> m_settings; // while open
    std::string m_endpoint;
    std::optional<Link> m_link;
};

} // namespace eventscope::zeromq
