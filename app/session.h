// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "broker/analysis/analysis_loop.h"
#include "broker/catalog/catalog.h"
#include "broker/event/clock.h"
#include "broker/event/field_registry.h"
#include "broker/event/names.h"
#include "broker/event/result.h"
#include "broker/log/log_loop.h"
#include "broker/log/log_options.h"
#include "broker/plugin/connector.h"
#include "broker/socket/broker_loop.h"
#include "broker/stream/fan_out.h"
#include "broker/stream/health_snapshot.h"
#include "broker/stream/intake.h"
#include "broker/stream/pump_loop.h"

namespace eventscope::app {

/// The running engine: owns the threads and how they are wired. With or without a window.
///
/// Thread: the functions by the one that opened it; the threads of connectors report into it.
class Session {
public:
    /// Where events are kept.
    enum class Log {
        Off, ///< nothing on disk
        Ring, ///< the newest within the disk budget; `logPath` is a folder
        File, ///< everything; `logPath` is a recording
    };
    struct Options {
        Log log = Log::Off;
        std::filesystem::path logPath;
        std::uint64_t ramBytes = std::uint64_t{256} << 20;
        std::uint64_t diskBytes = std::uint64_t{1} << 30;
        log::LogOptions::Durability durability = log::LogOptions::Durability::Durable;
        bool withBroker = false;
        socket::BrokerOptions broker;
        bool withAnalysis = false;
        std::vector<std::string> redactionRules; ///< as stream::parseRedactionRule reads them
        std::filesystem::path programFolder; ///< where the program lies: plugins are found relative to it
    };
    using StateListener = std::function<void(ConnectionId, ConnectionState, const std::optional<Error>&)>;

    /// Opens log and broker and starts the threads. Errors: those of LogWriter::open and BrokerLoop::start.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const Options& options);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] Names& names() { return m_names; }
    [[nodiscard]] const FieldRegistry& fields() const { return m_fields; }
    [[nodiscard]] catalog::Catalog& catalog() { return m_catalog; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    [[nodiscard]] stream::LossLedger& losses() { return m_losses; }
    /// The one ZeroMQ context of the process.
    [[nodiscard]] void* zeroMqContext() const { return m_zeroMqContext.get(); }
    /// What connectors are made with; outlives them.
    [[nodiscard]] const Context& pluginContext() const { return m_pluginContext; }

    /// A reader of everything that comes from now on.
    [[nodiscard]] std::shared_ptr<stream::Lane> addLane(stream::Lane::Options options);
    void removeLane(const std::shared_ptr<stream::Lane>& lane);

    /// Starts a connector. Errors: NotFound (no such plugin), Invalid (a config that can never work).
    Result<ConnectionId> connect(const std::string& pluginId, const ConnectorConfig& config);
    /// Stops a connector; what it had published stays.
    void disconnect(ConnectionId connection);
    /// Whether it is a connector; the embedded broker stays for the life of the session.
    [[nodiscard]] bool canDisconnect(ConnectionId connection) const;
    /// Begins to keep a ring of the newest events in a session that keeps none so far.
    /// Errors: those of LogWriter::open; Invalid where that log already holds later positions.
    Result<> beginLog(const std::filesystem::path& folder, std::uint64_t diskBytes);
    /// Called by the threads of connectors whenever a connection changes its state. Set it before connect.
    void setStateListener(StateListener listener);

    [[nodiscard]] const std::optional<socket::BrokerEndpoints>& brokerEndpoints() const { return m_endpoints; }
    [[nodiscard]] std::vector<socket::BrokerPeer> brokerPeers() const;
    /// What the analysis thread saw last; empty without analysis. Takes no lock.
    [[nodiscard]] const analysis::Snapshots& snapshots();
    [[nodiscard]] stream::HealthSnapshot health() const;
    /// The number that the next event will get.
    [[nodiscard]] Position nextPosition() const { return m_pump->next(); }
    /// The newest event that is on disk; none when the log is off or empty.
    [[nodiscard]] Position lastStored() const { return m_log ? m_log->lastCommitted() : Position(); }
    /// Where the log lies; empty when it is off.
    [[nodiscard]] const std::filesystem::path& logPath() const { return m_logPath; }
    /// What was found when the log was opened.
    [[nodiscard]] const log::RecoveryReport& recovery() const { return m_recovery; }

    /// Stops connectors and broker, hands out what they brought, closes the log. Done by the destructor otherwise.
    /// The error, if any, is that of closing the log.
    Result<> close();

private:
    struct Connection {
        std::shared_ptr<stream::Intake> intake;
        std::unique_ptr<Connector> connector; // null for the embedded broker
    };
    struct Status {
        ConnectionState state = ConnectionState::Connecting;
        std::string error;
    };

    explicit Session(const Options& options);
    [[nodiscard]] Result<> readRedaction(const std::vector<std::string>& texts);
    /// Pieces of what the log held when the session began, up to `end`.
    [[nodiscard]] std::function<SharedBatch()> storedBefore(Position end);
    [[nodiscard]] Result<std::unique_ptr<log::LogWriter>> openWriter(const Options& options);
    void startLog(std::unique_ptr<log::LogWriter> writer, const Options& options);
    [[nodiscard]] Result<> openBroker(const Options& options);
    [[nodiscard]] std::shared_ptr<stream::Intake> makeIntake(ConnectionId connection, stream::Intake::Source source);
    void onState(ConnectionId connection, ConnectionState state, const std::optional<Error>& error);
    void onLogTrouble(const std::optional<Error>& error);

    // The order of members is the order of starting; ending goes the other way round.
    SystemClock m_clock;
    Names m_names;
    FieldRegistry m_fields;
    stream::LossLedger m_losses;
    catalog::Catalog m_catalog;
    std::unique_ptr<void, void (*)(void*)> m_zeroMqContext;
    Context m_pluginContext{m_clock, m_zeroMqContext.get()};
    stream::FanOut m_fanOut{m_losses};
    std::shared_ptr<const stream::Redactor> m_redactor; // null: nothing is taken out
    std::uint64_t m_ramBytes = 0;
    std::uint64_t m_diskBytes = 0;
    std::filesystem::path m_logPath;
    log::RecoveryReport m_recovery;
    std::shared_ptr<stream::Lane> m_logLane;
    std::unique_ptr<log::LogLoop> m_log;
    std::unique_ptr<analysis::AnalysisLoop> m_analysis;
    std::unique_ptr<stream::PumpLoop> m_pump;
    std::map<ConnectionId, Connection> m_connections;
    std::optional<socket::BrokerEndpoints> m_endpoints;
    std::unique_ptr<socket::BrokerLoop> m_broker;

    mutable std::mutex m_statusMutex; // guards the three below, which threads of connectors and of the log write
    std::map<ConnectionId, Status> m_statuses;
    std::string m_logProblem;
    StateListener m_stateListener;
};

} // namespace eventscope::app
