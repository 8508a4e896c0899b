// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "broker/plugin/publisher.h"
#include "plugins/nats/nats_handles.h"
#include "plugins/nats/nats_notices.h"

namespace eventscope::nats {

/// Publishes to core NATS, without a reply subject: CloudEvents attributes as `ce-` headers, a delivery envelope as
/// `Es-` headers. A tombstone is sent as an empty payload, since NATS knows no difference.
class NatsPublisher final : public Publisher {
public:
    ~NatsPublisher() override { close(); }

    [[nodiscard]] Result<> open(const ConnectorConfig& config, std::chrono::milliseconds deadline) override;
    [[nodiscard]] Result<> send(const IncomingEvent& event) override;
    [[nodiscard]] Result<> flush(std::chrono::milliseconds deadline) override;
    void close() noexcept override;

private:
    [[nodiscard]] Result<> explainPublish(natsStatus status, const std::string& subject, std::size_t bytes) const;

    ConnectionHandle m_connection;
    std::shared_ptr<Notices> m_notices;
    std::string m_server;
    std::string m_subject; ///< of the config; empty where it has none or a wildcard
    std::string m_toldViolation; ///< the library's text of the last refusal that was returned
};

} // namespace eventscope::nats
