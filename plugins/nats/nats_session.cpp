// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_session.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "plugins/nats/nats_subject.h"

namespace eventscope::nats {
namespace {

using namespace std::chrono_literals;

constexpr auto LongestSleep = 500ms; // also the longest that a drop inside nats.c stays unseen
constexpr auto DropReportEvery = 1s; // an overload that lasts gives one gap a second, not one for each burst
constexpr auto ProveAliveAfter = 5s; // of silence; bounds how far back a gap begins when a quiet connection ends
constexpr std::int64_t AnswerWithinMs = 500;
constexpr std::int64_t SubscribeWithinMs = 5000;
constexpr std::string_view Inbox = "_INBOX.";
constexpr std::string_view AllInboxes = "_INBOX.>";

/// Owned by nats.c between subscribing and the last message of the subscription.
struct Route {
    std::shared_ptr<Arrivals> arrivals;
    std::uint32_t subscription = 0;
};

void onMessage(natsConnection* /*connection*/, natsSubscription* /*subscription*/, natsMsg* message, void* closure)
{
    auto& route = *static_cast<Route*>(closure);
    route.arrivals->push(MessageHandle(message), route.subscription);
}

void onComplete(void* closure) { delete static_cast<Route*>(closure); }

int toLimit(std::size_t number)
{
    return static_cast<int>(std::min<std::size_t>(number, std::numeric_limits<int>::max()));
}

} // namespace

Session::Session(const Settings& settings, Dialled dialled, std::shared_ptr<Arrivals> arrivals,
    std::shared_ptr<Notices> notices, EventSink& sink, const Clock& clock)
    : m_settings(settings)
    , m_sink(sink)
    , m_clock(clock)
    , m_arrivals(std::move(arrivals))
    , m_notices(std::move(notices))
    , m_dialled(std::move(dialled))
{
}

Session::~Session()
{
    // First the connection: its end keeps the server from being asked once more for each subscription.
    natsConnection_Close(m_dialled.connection.get());
}

Result<> Session::subscribe()
{
    for (const auto& subject : m_settings.subjects) {
        if (auto added = add(subject); !added)
            return added;
    }
    const bool seesInboxes = std::any_of(m_settings.subjects.begin(), m_settings.subjects.end(),
        [](const auto& subject) { return covers(subject, AllInboxes); });
    if (m_settings.includesInbox && !seesInboxes) {
        if (auto added = add(std::string(AllInboxes)); !added)
            return added;
    }
    const auto status = natsConnection_FlushTimeout(m_dialled.connection.get(), SubscribeWithinMs);
    if (status != NATS_OK)
        return failure(Fault::Unavailable,
            m_dialled.endpoint.text() + " did not confirm the subscriptions: " + natsStatus_GetText(status) + ".");
    m_lastAlive = m_clock.now();
    return {};
}

Result<> Session::add(const std::string& subject)
{
    const auto index = m_subscriptions.size();
    auto* route = new Route{m_arrivals, static_cast<std::uint32_t>(index)};
    natsSubscription* raw = nullptr;
    const auto status = natsConnection_Subscribe(&raw, m_dialled.connection.get(), subject.c_str(), onMessage, route);
    if (status != NATS_OK) {
        delete route;
        return failure(Fault::Unavailable,
            m_dialled.endpoint.text() + ": subscribing to '" + subject + "' failed: " + natsStatus_GetText(status)
                + ".");
    }
    natsSubscription_SetOnCompleteCB(raw, onComplete, route);
    natsSubscription_SetPendingLimits(raw, toLimit(m_settings.pendingMessages), toLimit(m_settings.pendingBytes));
    auto& added = m_subscriptions.emplace_back();
    added.subject = subject;
    added.handle.reset(raw);
    added.matchesSystem = beginsWithWildcard(subject);
    for (std::size_t earlier = 0; earlier < index; ++earlier) {
        if (overlap(m_subscriptions[earlier].subject, subject))
            added.earlier.push_back(earlier);
    }
    m_canOverlap = m_canOverlap || !added.earlier.empty();
    return {};
}

std::optional<Error> Session::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        m_arrivals->take(m_taken, LongestSleep);
        // Read before the messages are published: whatever arrived until now is in the burst.
        const auto before = m_clock.now();
        auto end = lookAtNotices();
        if (m_arrivals->hasDropped() || m_clock.steadyNow() >= m_nextDropReport)
            collectDropped();
        if (!m_taken.empty()) {
            publishTaken();
            m_lastAlive = before;
        } else if (before - m_lastAlive >= ProveAliveAfter && !end) {
            proveAlive();
        }
        if (end) {
            m_arrivals->take(m_taken, 0ms);
            publishTaken();
            collectDropped();
            reportDropped();
            return end;
        }
        if (m_clock.steadyNow() >= m_nextDropReport) {
            reportDropped();
            m_nextDropReport = m_clock.steadyNow() + DropReportEvery;
        }
    }
    return std::nullopt;
}

void Session::publishTaken()
{
    for (const auto& arrival : m_taken) {
        if (!isShown(arrival))
            continue;
        m_reader.add(arrival.message.get(), m_subscriptions[arrival.subscription].subject);
        if (m_reader.isFull())
            publishBurst();
    }
    publishBurst();
}

void Session::publishBurst()
{
    if (!m_reader.events().empty())
        (void)m_sink.publish(m_reader.events()); // takes all: this source cannot wait, and says so in its manifest
    m_reader.clear();
}

bool Session::isShown(const Arrival& arrival) const
{
    const auto& subscription = m_subscriptions[arrival.subscription];
    if (!subscription.matchesSystem && !m_canOverlap)
        return true;
    const std::string_view subject = natsMsg_GetSubject(arrival.message.get());
    if (subscription.matchesSystem) {
        if (!m_settings.includesInbox && subject.starts_with(Inbox))
            return false;
        if (!m_settings.includesSystem && (subject.starts_with("$SYS.") || subject.starts_with("$JS.")))
            return false;
    }
    // The server sends a message once for each subscription that it matches: only the first one counts.
    return std::none_of(subscription.earlier.begin(), subscription.earlier.end(), [&](std::size_t index) {
        const auto& other = m_subscriptions[index];
        return other.isActive && matches(other.subject, subject);
    });
}

std::optional<Error> Session::lookAtNotices()
{
    const auto notices = m_notices->take();
    std::optional<Error> end;
    for (const auto& violation : notices.violations) {
        if (auto refused = refuse(violation))
            end = std::move(refused);
    }
    if (notices.isLameDuck)
        m_sink.report(ConnectionState::Up,
            Error{Fault::Unavailable,
                m_dialled.endpoint.text()
                    + " announced that it will shut down (lame duck mode); Eventscope will connect again."});
    if (notices.closed && !end)
        end = Error{Fault::Unavailable,
            "The connection to " + m_dialled.endpoint.text() + " was lost: " + *notices.closed + "."};
    return end;
}

std::optional<Error> Session::refuse(const PermissionViolation& violation)
{
    const auto refused = std::find_if(m_subscriptions.begin(), m_subscriptions.end(),
        [&](const auto& subscription) { return subscription.subject == violation.subject; });
    if (violation.isPublish || refused == m_subscriptions.end())
        return std::nullopt;
    refused->isActive = false;
    auto error = explain(violation);
    if (std::none_of(m_subscriptions.begin(), m_subscriptions.end(),
            [](const auto& subscription) { return subscription.isActive; }))
        return error;
    error.what += " The other subjects go on.";
    m_sink.report(ConnectionState::Up, error);
    return std::nullopt;
}

void Session::collectDropped()
{
    for (std::size_t index = 0; index < m_subscriptions.size(); ++index) {
        auto& subscription = m_subscriptions[index];
        std::int64_t byLibrary = 0;
        natsSubscription_GetDropped(subscription.handle.get(), &byLibrary);
        const auto total = std::max(static_cast<std::uint64_t>(byLibrary), subscription.droppedByLibrary);
        subscription.dropped += total - std::exchange(subscription.droppedByLibrary, total);
        subscription.dropped += m_arrivals->takeDropped(static_cast<std::uint32_t>(index));
        if (subscription.dropped > 0 && m_dropsFrom == NoTime)
            m_dropsFrom = m_lastAlive;
    }
}

void Session::reportDropped()
{
    for (auto& subscription : m_subscriptions) {
        if (subscription.dropped == 0)
            continue;
        const bool isPattern = subscription.subject.find_first_of("*>") != std::string::npos;
        const auto reason = "Eventscope was too slow for '" + subscription.subject
            + "': messages were dropped before they were seen. Raise pending_messages and pending_bytes, or subscribe "
              "to fewer subjects.";
        m_sink.reportGap({.channel = isPattern ? std::string_view() : std::string_view(subscription.subject),
            .from = m_dropsFrom,
            .to = m_clock.now(),
            .reason = reason,
            .count = subscription.dropped});
        subscription.dropped = 0;
    }
    m_dropsFrom = NoTime;
}

void Session::proveAlive()
{
    // The answer comes behind all that the server had to send: nothing is missing up to here.
    if (natsConnection_FlushTimeout(m_dialled.connection.get(), AnswerWithinMs) == NATS_OK)
        m_lastAlive = m_clock.now();
}

} // namespace eventscope::nats
