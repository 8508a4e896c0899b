// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording_source.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "broker/analysis/rate_meter.h"
#include "broker/analysis/volume_meter.h"
#include "inspectors/inspector/text.h"

namespace eventscope::app {
namespace {

constexpr std::size_t EventsPerPage = 8'192;
constexpr auto PublishEvery = std::chrono::milliseconds(200);

} // namespace

RecordingSource::RecordingSource(std::filesystem::path path, Names& names, const FieldRegistry& fields,
    const Clock& clock, std::unique_ptr<LogPageSource> pages)
    : m_path(std::move(path))
    , m_names(names)
    , m_fields(fields)
    , m_clock(clock)
    , m_pages(std::move(pages))
{
    std::error_code ignored;
    const auto size = std::filesystem::file_size(m_path, ignored);
    m_diskBytes = ignored ? 0 : size;
}

RecordingSource::~RecordingSource() = default;

Result<std::unique_ptr<RecordingSource>> RecordingSource::open(
    const std::filesystem::path& path, Names& names, const FieldRegistry& fields, const Clock& clock)
{
    auto pages = LogPageSource::openRecording(path, names);
    if (!pages)
        return tl::unexpected(pages.error());
    std::unique_ptr<RecordingSource> source(new RecordingSource(path, names, fields, clock, *std::move(pages)));
    auto* const self = source.get();
    source->m_survey = std::jthread([self](const std::stop_token& stop) { self->survey(stop); });
    return source;
}

void RecordingSource::survey(const std::stop_token& stop)
{
    auto reader = log::LogReader::open(m_path, m_names);
    if (!reader)
        return; // the pages tell the same error where a person sees it
    analysis::RateMeter rates;
    analysis::VolumeMeter volume;
    auto published = m_clock.steadyNow();
    auto publish = [&] {
        auto& snapshots = m_snapshots.back();
        snapshots.rates = rates.snapshot();
        snapshots.volume = volume.snapshot();
        m_snapshots.publish();
    };
    for (auto next = (*reader)->first(); next && !stop.stop_requested();) {
        const auto page = (*reader)->read(next, EventsPerPage);
        if (!page || (*page)->size() == 0)
            break;
        rates.add(**page);
        volume.add(**page);
        next = (*page)->last() + 1;
        m_damaged.store((*reader)->damagedSeen(), std::memory_order_relaxed);
        if (m_clock.steadyNow() - published >= PublishEvery) {
            published = m_clock.steadyNow();
            publish();
        }
    }
    publish();
    if (m_damaged.load(std::memory_order_relaxed) > 0)
        QMetaObject::invokeMethod(this, &SessionSource::changed, Qt::QueuedConnection);
}

std::uint64_t RecordingSource::damagedEvents() const
{
    return std::max(recovery().damaged, m_damaged.load(std::memory_order_relaxed));
}

QString RecordingSource::whatIsMissing() const
{
    if (recovery().missing == 0 && damagedEvents() == 0)
        return {};
    return tr("This recording is not whole: %1 events are missing, %2 are damaged and left out. "
              "“eventscope verify” tells the details.")
        .arg(recovery().missing)
        .arg(damagedEvents());
}

stream::HealthSnapshot RecordingSource::health()
{
    stream::HealthSnapshot health;
    health.capturedEvents = recovery().events;
    health.storedEvents = recovery().events - (damagedEvents() - recovery().damaged);
    health.diskBytes = m_diskBytes;
    health.logPath = m_path.string();
    if (!recovery().problems.empty())
        health.logProblem = recovery().problems.front();
    else
        health.logProblem = inspect::toUtf8(whatIsMissing());
    for (const auto& channel : m_snapshots.newest().rates.channels) {
        auto known = std::find_if(health.connections.begin(), health.connections.end(),
            [&](const auto& connection) { return connection.connection == channel.connection; });
        if (known == health.connections.end())
            known = health.connections.insert(known, {channel.connection, ConnectionState::Ended, {}, 0, 0, {}});
        known->takenEvents += channel.events;
    }
    return health;
}

QString RecordingSource::title() const
{
    const auto name = inspect::toText(m_path.filename().string());
    return whatIsMissing().isEmpty() ? name : tr("%1 (not whole)").arg(name);
}

} // namespace eventscope::app
