// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/target_stream.h"

#include <algorithm>
#include <thread>
#include <utility>
#include <variant>

#include "app/commands/text_format.h"

namespace eventscope::app::commands {
namespace {

constexpr auto FollowEvery =
    std::chrono::milliseconds(50); // how often a recording is looked at that another program writes

stream::Lane::Options laneOptions(TargetStream::Reader reader)
{
    stream::Lane::Options options;
    options.name = reader == TargetStream::Reader::Recording ? "recording" : "output";
    options.loss = reader == TargetStream::Reader::Recording ? stream::Loss::LogLane : stream::Loss::ConsumerLane;
    options.whenFull = stream::Lane::WhenFull::HoldSource;
    return options;
}

} // namespace

TargetStream::TargetStream(Session& session, Notices& notices, Reader reader)
    : m_session(session)
    , m_notices(notices)
    , m_lane(session.addLane(laneOptions(reader)))
    , m_news(session, notices)
{
}

TargetStream::~TargetStream()
{
    finish();
    m_session.removeLane(m_lane);
}

Result<> TargetStream::open(const std::vector<Target>& targets, const ReadingOptions& options)
{
    readBounds(options);
    for (const auto& target : targets) {
        const bool isRecording = target.kind == Target::Kind::Recording;
        if (auto opened = isRecording ? openRecording(target, options) : connect(target, options); !opened)
            return opened;
    }
    if (hasLiveTargets())
        m_expectedEvents = 0;
    return m_news.waitUntilReady();
}

Result<> TargetStream::openRecording(const Target& target, const ReadingOptions& options)
{
    auto source = RecordingStream::open(target.path, options.from, m_session.names());
    if (!source)
        return tl::unexpected(source.error());
    const auto& found = source->reader().recovery();
    for (const auto& problem : found.problems) {
        m_notices.error(target.text + ": " + problem);
        ++m_gaps;
    }
    if (found.missing + found.damaged > 0 && found.problems.empty()) {
        m_notices.error(target.text + ": " + std::to_string(found.missing) + " events are missing and "
            + std::to_string(found.damaged) + " are damaged.");
        ++m_gaps;
    }
    m_hasRecordings = true;
    m_expectedEvents += source->reader().eventCount();
    m_recordings.push_back(*std::move(source));
    return {};
}

Result<> TargetStream::connect(const Target& target, const ReadingOptions& options)
{
    const auto& manifest = m_session.catalog().findById(target.plugin)->manifest;
    auto config = target.config;
    if (options.from && options.from->kind != Start::Kind::Live) {
        if (manifest.findKey("from") == nullptr)
            return failure(Fault::Invalid,
                "--from " + options.from->text + ": " + target.text + " can only be read live, since " + manifest.name
                    + " keeps no old events here. Leave --from out, or read a recording.");
        config.values["from"] = options.from->text;
    }
    const auto connection = m_session.connect(target.plugin, config);
    if (!connection)
        return tl::unexpected(connection.error());
    m_connections.push_back(*connection);
    m_news.expect(*connection, target.text);
    return {};
}

Result<SharedBatch> TargetStream::next(std::chrono::nanoseconds longest)
{
    return m_recordings.empty() ? nextLive(longest) : nextRecorded(longest);
}

Result<SharedBatch> TargetStream::nextLive(std::chrono::nanoseconds longest)
{
    auto batch = m_lane->pop(m_isFinished ? std::chrono::nanoseconds(0) : longest);
    if (batch)
        watchLive(*batch);
    if (m_isFinished)
        return batch;
    if (auto looked = m_news.look(); !looked && !batch)
        return tl::unexpected(looked.error());
    return batch;
}

Result<SharedBatch> TargetStream::nextRecorded(std::chrono::nanoseconds longest)
{
    auto& source = m_recordings.front();
    if (source.isAtEnd() || m_isFinished) {
        const auto damaged = source.reader().damagedSeen();
        if (damaged > 0) {
            m_notices.error(
                std::to_string(damaged) + " events of a recording have a wrong checksum and were left out.");
            ++m_gaps;
        }
        m_recordings.pop_front();
        return SharedBatch();
    }
    auto batch = source.next();
    if (batch && *batch)
        watch(**batch);
    if (!batch || *batch || source.isAtEnd())
        return batch;
    // It is followed and nothing has come: the others have their turn.
    std::rotate(m_recordings.begin(), m_recordings.begin() + 1, m_recordings.end());
    const auto pause = std::min<std::chrono::nanoseconds>(longest, FollowEvery);
    if (hasLiveTargets())
        return nextLive(pause);
    std::this_thread::sleep_for(pause);
    return batch;
}

void TargetStream::watchLive(const EventBatch& batch)
{
    if (batch.size() == 0)
        return;
    if (m_expected && batch.first() > m_expected) {
        m_notices.error("gap: " + std::to_string(batch.first().value() - m_expected.value())
            + " events are missing, since this program read more slowly than they came.");
        ++m_gaps;
    }
    m_expected = batch.last() + 1;
    watch(batch);
}

void TargetStream::watch(const EventBatch& batch)
{
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (batch.event(i).kind != EventKind::Gap || !isWithinBounds(EventView(batch, i)))
            continue;
        m_notices.error(gapSentence(EventView(batch, i), m_session.names()));
        ++m_gaps;
    }
}

void TargetStream::readBounds(const ReadingOptions& options)
{
    if (options.from && options.from->kind == Start::Kind::Time)
        m_from = options.from->time;
    else if (options.from && options.from->kind == Start::Kind::Ago)
        m_from = m_session.clock().now() - options.from->ago;
    if (options.until && options.until->kind == Stop::Kind::Time)
        m_until = options.until->time;
    else if (options.until && options.until->kind == Stop::Kind::After && m_from)
        m_until = *m_from + options.until->after;
}

bool TargetStream::isWithinBounds(const EventView& gap) const
{
    if (m_from && gap->axisTime() < *m_from)
        return false;
    if (!m_until)
        return true;
    const auto field = findField(gap.bytes(gap->fields), "from");
    const auto* const text = field ? std::get_if<std::string_view>(&*field) : nullptr;
    const auto begin = parseRfc3339(text != nullptr ? *text : std::string_view());
    return (begin ? *begin : gap->axisTime()) <= *m_until;
}

bool TargetStream::isReadingRecording() const
{
    return std::any_of(
        m_recordings.begin(), m_recordings.end(), [](const RecordingStream& source) { return !source.follows(); });
}

bool TargetStream::isAtEnd() const
{
    if (!m_recordings.empty())
        return false;
    const bool hasSource = m_followsSession || (hasLiveTargets() && !m_news.haveAllEnded());
    const bool mayCome = !m_isFinished && hasSource;
    return !mayCome && m_lane->queuedBatches() == 0;
}

void TargetStream::finish()
{
    if (std::exchange(m_isFinished, true))
        return;
    for (const auto connection : m_connections)
        m_session.disconnect(connection);
}

} // namespace eventscope::app::commands
