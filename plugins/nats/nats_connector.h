// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <thread>

#include "broker/plugin/connector.h"
#include "broker/plugin/context.h"
#include "plugins/nats/nats_connection_test.h"
#include "plugins/nats/nats_describer.h"
#include "plugins/nats/nats_publisher.h"
#include "plugins/nats/nats_settings.h"

namespace eventscope::nats {

/// Observes core NATS: subscribes, never joins a queue group, never answers a request.
///
/// One thread of its own connects, subscribes, passes events on, and connects again after the connection was lost; the
/// time without a connection becomes an observer gap.
class NatsConnector final : public Connector {
public:
    explicit NatsConnector(const Context& context)
        : m_clock(context.clock)
    {
    }
    ~NatsConnector() override { stop(); }

    [[nodiscard]] Result<> start(const ConnectorConfig& config, EventSink& sink) override;
    void stop() noexcept override;

    [[nodiscard]] Publisher* publisher() override { return &m_publisher; }
    [[nodiscard]] Describer* describer() override { return &m_describer; }
    [[nodiscard]] ConnectionTest* connectionTest() override { return &m_connectionTest; }

private:
    const Clock& m_clock; // the program's, outlives every plugin object
    NatsPublisher m_publisher;
    NatsDescriber m_describer;
    NatsConnectionTest m_connectionTest;
    std::jthread m_thread;
};

} // namespace eventscope::nats
