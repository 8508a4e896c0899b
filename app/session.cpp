// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"

#include <algorithm>
#include <utility>

#include <zmq.h>

#include "broker/log/log_reader.h"

namespace eventscope::app {
namespace {

constexpr std::string_view BrokerName = "broker";
constexpr std::size_t EventsPerPage = 4'096;

void endContext(void* context) { zmq_ctx_term(context); }

log::LogOptions logOptions(const Session::Options& options)
{
    log::LogOptions log;
    log.path = options.logPath;
    log.layout =
        options.log == Session::Log::File ? log::LogOptions::Layout::Recording : log::LogOptions::Layout::Segments;
    log.durability = options.durability;
    log.diskBudgetBytes = options.diskBytes;
    return log;
}

} // namespace

Session::Session(const Options& options)
    : m_catalog(catalog::Catalog::defaultFolders(options.programFolder))
    , m_zeroMqContext(zmq_ctx_new(), &endContext)
    , m_ramBytes(options.ramBytes)
{
    for (const auto& entry : m_catalog.entries()) {
        for (const auto& field : entry.manifest.fields)
            (void)m_fields.add(field); // a name that is taken is told by `eventscope plugins`, not here
    }
}

Session::~Session() { (void)close(); }

Result<> Session::readRedaction(const std::vector<std::string>& texts)
{
    std::vector<stream::RedactionRule> rules;
    for (const auto& text : texts) {
        auto rule = stream::parseRedactionRule(text);
        if (!rule)
            return tl::unexpected(rule.error());
        rules.push_back(*std::move(rule));
    }
    if (!rules.empty())
        m_redactor = std::make_shared<const stream::Redactor>(std::move(rules));
    return {};
}

Result<std::unique_ptr<Session>> Session::open(const Options& options)
{
    std::unique_ptr<Session> session(new Session(options));
    // A rule that cannot be read must not mean that the secret is kept.
    if (auto read = session->readRedaction(options.redactionRules); !read)
        return tl::unexpected(read.error());
    Position next(1);
    if (options.log != Log::Off) {
        auto writer = session->openWriter(options);
        if (!writer)
            return tl::unexpected(writer.error());
        next = (*writer)->lastAppended() + 1;
        session->startLog(*std::move(writer), options);
    }
    session->m_pump = std::make_unique<stream::PumpLoop>(session->m_fanOut, next);
    if (options.withAnalysis) {
        auto lane = session->addLane({.name = "analysis", .loss = stream::Loss::AnalysisLane});
        session->m_analysis =
            std::make_unique<analysis::AnalysisLoop>(std::move(lane), session->m_clock, session->storedBefore(next));
        session->m_analysis->start();
    }
    session->m_pump->start();
    if (options.withBroker) {
        if (auto opened = session->openBroker(options); !opened)
            return tl::unexpected(opened.error());
    }
    return session;
}

std::function<SharedBatch()> Session::storedBefore(Position end)
{
    if (m_logPath.empty() || end.value() <= 1)
        return {};
    struct Walk {
        std::unique_ptr<log::LogReader> reader;
        Position next;
    };
    return [this, end, walk = std::make_shared<Walk>()]() -> SharedBatch {
        if (!walk->reader) {
            auto opened = log::LogReader::open(m_logPath, m_names);
            if (!opened)
                return nullptr; // whoever scrolls back is told
            walk->reader = *std::move(opened);
            walk->next = walk->reader->first();
        }
        auto page = walk->reader->read(walk->next, EventsPerPage);
        if (!page || (*page)->size() == 0 || (*page)->first() >= end)
            return nullptr;
        if ((*page)->last() >= end) { // the rest comes through the lane
            std::size_t before = 0;
            while ((*page)->position(before) < end)
                ++before;
            page = walk->reader->read(walk->next, before);
            if (!page)
                return nullptr;
        }
        walk->next = (*page)->last() + 1;
        return *page;
    };
}

Result<std::unique_ptr<log::LogWriter>> Session::openWriter(const Options& options)
{
    auto writer = log::LogWriter::open(logOptions(options), m_names);
    if (writer)
        m_recovery = (*writer)->recovery();
    return writer;
}

void Session::startLog(std::unique_ptr<log::LogWriter> writer, const Options& options)
{
    m_logPath = options.logPath;
    m_diskBytes = options.log == Log::Ring ? options.diskBytes : 0;
    m_logLane = addLane({.name = "log",
        .loss = stream::Loss::LogLane,
        .whenFull = stream::Lane::WhenFull::HoldSource,
        .maxBytes = std::max<std::size_t>(options.ramBytes / 4, std::size_t{16} << 20)});
    m_log = std::make_unique<log::LogLoop>(
        std::move(writer), m_logLane, m_losses, [this](const auto& error) { onLogTrouble(error); });
    m_log->start();
}

Result<> Session::beginLog(const std::filesystem::path& folder, std::uint64_t diskBytes)
{
    if (m_log)
        return failure(Fault::Invalid, "The session keeps a log already.");
    Options options;
    options.log = Log::Ring;
    options.logPath = folder;
    options.ramBytes = m_ramBytes;
    options.diskBytes = diskBytes;
    auto writer = openWriter(options);
    if (!writer)
        return tl::unexpected(writer.error());
    if ((*writer)->lastAppended() >= m_pump->next())
        return failure(Fault::Invalid,
            "The log '" + folder.string() + "' holds events of an earlier session: it is used from the next start on.");
    startLog(*std::move(writer), options);
    return {};
}

Result<> Session::openBroker(const Options& options)
{
    const auto id = m_names.connections.intern(BrokerName);
    auto intake = makeIntake(id, stream::Intake::Source::CannotWait);
    m_broker = std::make_unique<socket::BrokerLoop>(m_zeroMqContext.get(), options.broker, *intake, m_losses);
    m_connections[id] = Connection{intake, nullptr};
    m_pump->add(intake);
    auto endpoints = m_broker->start();
    if (!endpoints)
        return tl::unexpected(endpoints.error());
    m_endpoints = *std::move(endpoints);
    onState(id, ConnectionState::Up, std::nullopt);
    return {};
}

std::shared_ptr<stream::Intake> Session::makeIntake(ConnectionId connection, stream::Intake::Source source)
{
    stream::Intake::Options options;
    options.connection = connection;
    options.source = source;
    options.redactor = m_redactor;
    return std::make_shared<stream::Intake>(options, m_names, m_clock, m_losses, m_pump->wakeUp(),
        [this](
            ConnectionId id, ConnectionState state, const std::optional<Error>& error) { onState(id, state, error); });
}

std::shared_ptr<stream::Lane> Session::addLane(stream::Lane::Options options)
{
    auto lane = std::make_shared<stream::Lane>(std::move(options));
    m_fanOut.add(lane);
    return lane;
}

void Session::removeLane(const std::shared_ptr<stream::Lane>& lane) { m_fanOut.remove(lane); }

Result<ConnectionId> Session::connect(const std::string& pluginId, const ConnectorConfig& config)
{
    const auto factory = m_catalog.factory(pluginId);
    if (!factory)
        return tl::unexpected(factory.error());
    const auto id = m_names.connections.intern(config.name);
    if (m_connections.contains(id))
        return failure(Fault::Invalid, "connection '" + config.name + "': there is one of that name already");
    const bool canWait = m_catalog.findById(pluginId)->manifest.canWait;
    Connection connection{
        makeIntake(id, canWait ? stream::Intake::Source::CanWait : stream::Intake::Source::CannotWait),
        (*factory)->create(pluginContext())};
    m_pump->add(connection.intake);
    onState(id, ConnectionState::Connecting, std::nullopt);
    if (auto started = connection.connector->start(config, *connection.intake); !started) {
        connection.connector->stop();
        m_pump->remove(connection.intake);
        const std::scoped_lock lock(m_statusMutex);
        m_statuses.erase(id);
        return tl::unexpected(started.error());
    }
    m_connections[id] = std::move(connection);
    return id;
}

void Session::disconnect(ConnectionId id)
{
    const auto found = m_connections.find(id);
    if (found == m_connections.end() || !found->second.connector)
        return;
    found->second.connector->stop();
    m_pump->remove(found->second.intake);
    m_connections.erase(found);
    const std::scoped_lock lock(m_statusMutex);
    m_statuses.erase(id);
}

bool Session::canDisconnect(ConnectionId connection) const
{
    const auto found = m_connections.find(connection);
    return found != m_connections.end() && found->second.connector != nullptr;
}

void Session::setStateListener(StateListener listener)
{
    const std::scoped_lock lock(m_statusMutex);
    m_stateListener = std::move(listener);
}

void Session::onState(ConnectionId connection, ConnectionState state, const std::optional<Error>& error)
{
    StateListener listener;
    {
        const std::scoped_lock lock(m_statusMutex);
        m_statuses[connection] = Status{state, error ? error->what : std::string()};
        listener = m_stateListener;
    }
    if (listener)
        listener(connection, state, error);
}

void Session::onLogTrouble(const std::optional<Error>& error)
{
    const std::scoped_lock lock(m_statusMutex);
    m_logProblem = error ? error->what : std::string();
}

std::vector<socket::BrokerPeer> Session::brokerPeers() const
{
    return m_broker ? m_broker->peers() : std::vector<socket::BrokerPeer>();
}

const analysis::Snapshots& Session::snapshots()
{
    static const analysis::Snapshots none;
    return m_analysis ? m_analysis->snapshots() : none;
}

stream::HealthSnapshot Session::health() const
{
    stream::HealthSnapshot health;
    for (const auto& lane : m_fanOut.lanes()) {
        health.lanes.push_back({lane->options().name, lane->queuedBatches(), lane->options().maxBatches,
            lane->queuedBytes(), lane->options().maxBytes, lane->lostEvents()});
        health.memoryBytes += lane->queuedBytes();
    }
    health.losses = m_losses.counts();
    health.storedEvents = m_log ? m_log->storedEvents() : 0;
    health.memoryBudgetBytes = m_ramBytes;
    health.diskBytes = m_log ? m_log->diskBytes() : 0;
    health.diskBudgetBytes = m_diskBytes;
    health.logPath = m_logPath.string();
    const std::scoped_lock lock(m_statusMutex);
    health.logProblem = m_logProblem;
    for (const auto& [id, connection] : m_connections) {
        const auto status = m_statuses.find(id);
        health.capturedEvents += connection.intake->takenEvents();
        health.connections.push_back(
            {id, status == m_statuses.end() ? ConnectionState::Connecting : status->second.state,
                status == m_statuses.end() ? std::string() : status->second.error, connection.intake->takenEvents(),
                connection.intake->lostEvents(), {}});
    }
    return health;
}

Result<> Session::close()
{
    for (auto& [id, connection] : m_connections) {
        if (connection.connector)
            connection.connector->stop();
    }
    if (m_broker)
        m_broker->stop();
    for (auto& [id, connection] : m_connections)
        m_pump->remove(connection.intake);
    if (m_pump)
        m_pump->stop();
    if (m_analysis)
        m_analysis->stop();
    Result<> closed;
    if (m_log)
        closed = m_log->stop();
    m_log.reset();
    m_broker.reset();
    m_connections.clear();
    return closed;
}

} // namespace eventscope::app
