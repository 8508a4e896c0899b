// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "app/commands/connection_news.h"
#include "app/commands/notices.h"
#include "app/commands/recording_stream.h"
#include "app/options.h"
#include "app/session.h"
#include "app/target.h"
#include "broker/stream/lane.h"

namespace eventscope::app::commands {

/// The events of all targets of a call as one stream of batches: the recordings one after the other, then what comes
/// over the connections. Tells every gap. Thread: one.
class TargetStream {
public:
    /// What the stream is read for, which decides what a slow reader loses.
    enum class Reader { Output, Recording };

    TargetStream(Session& session, Notices& notices, Reader reader);
    ~TargetStream();
    TargetStream(const TargetStream&) = delete;
    TargetStream& operator=(const TargetStream&) = delete;

    /// Opens recordings, connects, waits until every connection is up (10 s at most, or until interrupted).
    /// Errors: Invalid for a start that a target cannot do, naming the reason; those of the targets.
    [[nodiscard]] Result<> open(const std::vector<Target>& targets, const ReadingOptions& options);

    /// Reads what the session's own broker takes, too; ends with finish() only.
    void followSession() { m_followsSession = true; }

    /// The next batch; null where none came within `longest`. Error: a target that cannot be read any more.
    [[nodiscard]] Result<SharedBatch> next(std::chrono::nanoseconds longest);
    /// Whether nothing will come any more.
    [[nodiscard]] bool isAtEnd() const;
    /// Ends the connections; what has come is still handed out by next.
    void finish();

    [[nodiscard]] bool hasLiveTargets() const { return !m_connections.empty(); }
    [[nodiscard]] bool hasRecordings() const { return m_hasRecordings; }
    /// Whether the next event still comes out of what a recording held at the start.
    [[nodiscard]] bool isReadingRecording() const;
    /// Intervals of the time asked for in which events are missing, each told already.
    [[nodiscard]] std::uint64_t gaps() const { return m_gaps; }
    /// Events of recordings, for progress; 0 where connections are read.
    [[nodiscard]] std::uint64_t expectedEvents() const { return m_expectedEvents; }

private:
    [[nodiscard]] Result<> openRecording(const Target& target, const ReadingOptions& options);
    [[nodiscard]] Result<> connect(const Target& target, const ReadingOptions& options);
    [[nodiscard]] Result<SharedBatch> nextLive(std::chrono::nanoseconds longest);
    [[nodiscard]] Result<SharedBatch> nextRecorded(std::chrono::nanoseconds longest);
    void watchLive(const EventBatch& batch);
    void watch(const EventBatch& batch);
    void readBounds(const ReadingOptions& options);
    [[nodiscard]] bool isWithinBounds(const EventView& gap) const;

    Session& m_session; // these outlive: the verb owns all three
    Notices& m_notices;
    std::shared_ptr<stream::Lane> m_lane;
    ConnectionNews m_news;
    std::deque<RecordingStream> m_recordings;
    std::vector<ConnectionId> m_connections;
    Position m_expected; // of the next live event; none before the first
    std::optional<WallTime> m_from; // of --from and --until, where they say times
    std::optional<WallTime> m_until;
    std::uint64_t m_gaps = 0;
    std::uint64_t m_expectedEvents = 0;
    bool m_hasRecordings = false;
    bool m_isFinished = false;
    bool m_followsSession = false;
};

} // namespace eventscope::app::commands
