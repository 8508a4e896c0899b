// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "broker/event/clock.h"
#include "broker/plugin/event_sink.h"
#include "plugins/nats/nats_arrivals.h"
#include "plugins/nats/nats_dial.h"
#include "plugins/nats/nats_message.h"
#include "plugins/nats/nats_notices.h"
#include "plugins/nats/nats_settings.h"

namespace eventscope::nats {

/// One connection from its making to its end: subscribes, and passes on what comes.
/// Thread: that of the connector, which made it.
class Session {
public:
    Session(const Settings& settings, Dialled dialled, std::shared_ptr<Arrivals> arrivals,
        std::shared_ptr<Notices> notices, EventSink& sink, const Clock& clock);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Subscribes to every subject and waits until the server has taken that. Errors: Unavailable.
    [[nodiscard]] Result<> subscribe();
    /// Publishes events until the connection ends or `stop` is requested. The reason of the end: Unavailable, or Denied
    /// where the server refused every subject; none when stopped.
    [[nodiscard]] std::optional<Error> run(const std::stop_token& stop);
    /// When the connection was last known to deliver everything.
    [[nodiscard]] WallTime lastAlive() const { return m_lastAlive; }

private:
    struct Subscription {
        std::string subject;
        SubscriptionHandle handle;
        bool isActive = true; ///< not refused by the server
        bool matchesSystem = false; ///< begins with a wildcard: inboxes and system subjects come too
        std::vector<std::size_t> earlier; ///< subscriptions before it that match some of its subjects too
        std::uint64_t droppedByLibrary = 0; ///< that were reported
        std::uint64_t dropped = 0; ///< that wait to be reported
    };

    Result<> add(const std::string& subject);
    void publishTaken();
    [[nodiscard]] bool isShown(const Arrival& arrival) const;
    void publishBurst();
    [[nodiscard]] std::optional<Error> lookAtNotices();
    [[nodiscard]] std::optional<Error> refuse(const PermissionViolation& violation);
    void collectDropped();
    void reportDropped();
    void proveAlive();

    const Settings& m_settings; // these four outlive the session: the connector owns it and them
    EventSink& m_sink;
    const Clock& m_clock;
    const std::shared_ptr<Arrivals> m_arrivals;
    const std::shared_ptr<Notices> m_notices;
    Dialled m_dialled;
    std::vector<Subscription> m_subscriptions;
    bool m_canOverlap = false;
    std::vector<Arrival> m_taken;
    MessageReader m_reader;
    WallTime m_lastAlive = NoTime;
    WallTime m_dropsFrom = NoTime;
    SteadyTime m_nextDropReport{};
};

} // namespace eventscope::nats
