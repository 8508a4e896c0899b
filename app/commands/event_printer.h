// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/command_line.h"
#include "app/commands/event_format.h"
#include "app/commands/event_selection.h"
#include "app/commands/notices.h"
#include "app/commands/output.h"
#include "app/commands/target_stream.h"
#include "broker/event/clock.h"

namespace eventscope::app::commands {

/// Prints the selected events of a stream on standard output until it ends, enough has passed, the time is over, nobody
/// reads any more, or a signal comes. Thread: one.
class EventPrinter {
public:
    /// Reads `--format` and the reading options. Error: Invalid; see EventSelection::make.
    [[nodiscard]] static Result<EventPrinter> make(
        const CommandLine& line, const ReadingOptions& options, Session& session, Notices& notices);

    /// The exit code: Done, Incomplete where the stream had gaps, another where it failed.
    [[nodiscard]] int print(TargetStream& stream);

private:
    EventPrinter(Session& session, Notices& notices, EventSelection selection);

    enum class Next { GoOn, Enough };
    [[nodiscard]] Result<> printAll(TargetStream& stream);
    [[nodiscard]] Next append(const EventBatch& batch);
    [[nodiscard]] bool isTimeOver(const TargetStream& stream) const;
    void tellEnd(const TargetStream& stream);

    Session& m_session; // these outlive: the verb owns them
    Notices& m_notices;
    EventSelection m_selection;
    std::unique_ptr<Output> m_output;
    std::unique_ptr<EventFormat> m_format;
    std::optional<std::chrono::nanoseconds> m_runFor;
    bool m_endsNow = false; // --until end: a live source has nothing before its end
    SteadyTime m_start;
    std::uint64_t m_seen = 0;
};

} // namespace eventscope::app::commands
