// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <thread>

#include "broker/plugin/connector.h"
#include "broker/plugin/context.h"
#include "plugins/zeromq/connection_watch.h"
#include "plugins/zeromq/target.h"
#include "plugins/zeromq/zeromq_probe.h"
#include "plugins/zeromq/zeromq_publisher.h"

namespace eventscope::zeromq {

/// Reads from a ZeroMQ publisher, or from the subscribe side of an embedded broker, through one SUB socket.
/// A time without connection is reported as an observer gap: PUB keeps nothing for those who are away.
class ZeroMqConnector final : public Connector {
public:
    explicit ZeroMqConnector(const Context& context);
    ~ZeroMqConnector() override;

    [[nodiscard]] Result<> start(const ConnectorConfig& config, EventSink& sink) override;
    void stop() noexcept override;

    [[nodiscard]] Publisher* publisher() override { return &m_publisher; }
    [[nodiscard]] Describer* describer() override { return &m_probe; }
    [[nodiscard]] ConnectionTest* connectionTest() override { return &m_probe; }

private:
    struct Link; // socket and watch of one attempt

    void run(const std::stop_token& stop);
    /// The connected socket; nullopt while there is no broker to connect to, or when asked to stop.
    [[nodiscard]] std::optional<Link> connect();
    void read(const std::stop_token& stop, Link& link);
    void readMessages(Link& link);
    void tell(ConnectionWatch::News news, const std::string& endpoint);
    void sayDown(const Error& error);

    const Context& m_context; // outlives the connector: the program owns it
    Settings m_settings;
    EventSink* m_sink = nullptr; // outlives the connector; set while it runs
    int m_stopSignal = -1; // eventfd: wakes the thread out of its poll
    std::optional<WallTime> m_lostAt;
    std::string m_lastProblem; // what was reported last, so that every problem is told once

    ZeroMqPublisher m_publisher;
    ZeroMqProbe m_probe;
    std::jthread m_thread;
};

} // namespace eventscope::zeromq
