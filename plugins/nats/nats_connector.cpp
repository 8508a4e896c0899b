// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_connector.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "plugins/nats/nats_arrivals.h"
#include "plugins/nats/nats_dial.h"
#include "plugins/nats/nats_notices.h"
#include "plugins/nats/nats_options.h"
#include "plugins/nats/nats_session.h"

namespace eventscope::nats {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto DialDeadline = 5s;
constexpr milliseconds ShortestWait = 250ms;
constexpr milliseconds LongestWait = 10s;
constexpr milliseconds LongestWaitAfterRefusal = 30s; // another password or right needs a person

/// How long to wait before the next attempt: twice as long each time, give or take a quarter, so that many observers
/// do not come back to a restarted server in one moment.
class BackOff {
public:
    [[nodiscard]] milliseconds next(Fault fault)
    {
        const auto longest = fault == Fault::Denied ? LongestWaitAfterRefusal : LongestWait;
        const auto wait = std::min(m_wait, longest);
        m_wait = std::min(m_wait * 2, longest);
        std::uniform_int_distribution<milliseconds::rep> jitter(-wait.count() / 4, wait.count() / 4);
        return wait + milliseconds(jitter(m_random));
    }
    void reset() { m_wait = ShortestWait; }

private:
    milliseconds m_wait = ShortestWait;
    std::minstd_rand m_random{std::random_device{}()};
};

/// The work of the connector's thread.
class ConnectionRun {
public:
    ConnectionRun(Settings settings, EventSink& sink, const Clock& clock)
        : m_settings(std::move(settings))
        , m_sink(sink)
        , m_clock(clock)
        , m_servers(m_settings.endpoints)
    {
    }

    void run(const std::stop_token& stop)
    {
        m_sink.report(ConnectionState::Connecting);
        while (!stop.stop_requested()) {
            const auto error = connectOnce(stop);
            if (stop.stop_requested())
                return;
            m_sink.report(ConnectionState::Down, error);
            if (m_nextServer % m_servers.size() == 0) // the other servers of the list are tried at once
                sleep(m_backOff.next(error ? error->fault : Fault::Unavailable), stop);
            if (!stop.stop_requested())
                m_sink.report(ConnectionState::Connecting, error);
        }
    }

private:
    /// One connection from dialling to its end; the reason of the end, or why there was none.
    std::optional<Error> connectOnce(const std::stop_token& stop)
    {
        const auto arrivals =
            std::make_shared<Arrivals>(Arrivals::Limits{m_settings.pendingMessages, m_settings.pendingBytes});
        const auto notices = std::make_shared<Notices>(arrivals);
        const std::stop_callback wakeOnStop(stop, [&] { arrivals->wake(); });
        auto dialled = dial(m_settings, m_servers[m_nextServer++ % m_servers.size()], notices, DialDeadline, stop);
        if (!dialled)
            return dialled.error();
        rememberDiscovered(dialled->connection.get());
        Session session(m_settings, *std::move(dialled), arrivals, notices, m_sink, m_clock);
        if (auto subscribed = session.subscribe(); !subscribed)
            return subscribed.error();
        reportInterruption();
        m_backOff.reset();
        m_sink.report(ConnectionState::Up);
        auto end = session.run(stop);
        if (end && !stop.stop_requested()) {
            m_lostSince = session.lastAlive();
            m_lostWhy = end->what;
            if (end->fault
                == Fault::Denied) // nothing was to be seen at all, so nothing was missed that a gap could name
                m_lostSince.reset();
        }
        return end;
    }

    void reportInterruption()
    {
        if (!m_lostSince)
            return;
        const auto reason = m_lostWhy
            + " Core NATS keeps nothing for a subscriber that is away: what was published until the next connection "
              "was not seen.";
        m_sink.reportGap(
            {.channel = {}, .from = *m_lostSince, .to = m_clock.now(), .reason = reason, .count = std::nullopt});
        m_lostSince.reset();
    }

    void rememberDiscovered(natsConnection* connection)
    {
        if (!m_settings.followsDiscoveredServers)
            return;
        char** urls = nullptr;
        int count = 0;
        if (natsConnection_GetDiscoveredServers(connection, &urls, &count) != NATS_OK)
            return;
        for (int at = 0; at < count; ++at) {
            const auto url = parseNatsUrl(urls[at], Passwords::Accept);
            for (const auto& endpoint : url ? url->endpoints : std::vector<Endpoint>()) {
                if (std::find(m_servers.begin(), m_servers.end(), endpoint) == m_servers.end())
                    m_servers.push_back(endpoint);
            }
            std::free(urls[at]);
        }
        std::free(static_cast<void*>(urls));
    }

    static void sleep(milliseconds longest, const std::stop_token& stop)
    {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait_for(lock, stop, longest, [] { return false; });
    }

    const Settings m_settings;
    EventSink& m_sink;
    const Clock& m_clock;
    std::vector<Endpoint> m_servers; ///< those of the settings, then those that servers named
    std::size_t m_nextServer = 0;
    BackOff m_backOff;
    std::optional<WallTime> m_lostSince;
    std::string m_lostWhy;
};

} // namespace

Result<> NatsConnector::start(const ConnectorConfig& config, EventSink& sink)
{
    auto settings = readSettings(config, Subjects::Required);
    if (!settings)
        return tl::unexpected(settings.error());
    // Files that cannot be used are a fault of the config: told now instead of with every attempt.
    if (auto options = makeOptions(*settings, settings->endpoints.front(), 1s); !options)
        return tl::unexpected(options.error());
    stop();
    m_thread = std::jthread([run = std::make_unique<ConnectionRun>(*std::move(settings), sink, m_clock)](
                                const std::stop_token& stop) { run->run(stop); });
    return {};
}

void NatsConnector::stop() noexcept
{
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    m_thread.join();
    m_thread = std::jthread();
}

} // namespace eventscope::nats
