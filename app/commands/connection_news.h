// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/notices.h"
#include "app/session.h"
#include "broker/event/ids.h"
#include "broker/event/result.h"
#include "broker/plugin/connection_state.h"

namespace eventscope::app::commands {

/// How the connections of a verb are doing: collects what the connectors report and tells people about changes.
/// Thread: the verb's; the connectors' only through the listener.
class ConnectionNews {
public:
    /// How long a source that is away at the start is waited for.
    static constexpr std::chrono::seconds Patience{10};

    /// Listens to the session. The session may outlive it.
    ConnectionNews(Session& session, Notices& notices);

    void expect(ConnectionId connection, const std::string& name);
    /// Waits until every expected connection is up or has ended in order; ends early when interrupted.
    /// Errors: what a connection says that is away after the time of patience, refused, or not found.
    [[nodiscard]] Result<> waitUntilReady();
    /// Tells what changed. Error: a connection ended, or was refused, for good.
    [[nodiscard]] Result<> look();
    /// Whether all have ended in order.
    [[nodiscard]] bool haveAllEnded() const;

private:
    struct News {
        ConnectionId connection;
        ConnectionState state = ConnectionState::Connecting;
        std::optional<Error> error;
    };
    struct Mailbox {
        std::mutex mutex; // guards news: threads of connectors put, the verb takes
        std::vector<News> news;
    };
    struct Known {
        std::string name;
        ConnectionState state = ConnectionState::Connecting;
        std::optional<Error> error;
        bool wasUp = false;
    };

    std::vector<News> takeNews();
    void tell(Known& known, const News& news);
    [[nodiscard]] Result<> checkRefused() const;

    Notices& m_notices; // outlives: the verb owns both
    std::shared_ptr<Mailbox> m_mailbox;
    std::map<ConnectionId, Known> m_known;
};

} // namespace eventscope::app::commands
