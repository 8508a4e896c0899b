// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "app/commands/notices.h"
#include "app/options.h"
#include "broker/event/event_batch.h"
#include "broker/event/field_registry.h"
#include "broker/event/names.h"

namespace eventscope::app::commands {

/// Which events of a stream a verb works with: `--filter`, `--count`, and times or offsets of `--from` and `--until`.
/// Times are those of the axis. Thread: one.
class EventSelection {
public:
    enum class Verdict {
        Pass,
        Skip,
        LastPass, ///< passes, and nothing after it is wanted
    };

    /// Error: Invalid; a broken filter is told by `notices` already, with the place.
    [[nodiscard]] static Result<EventSelection> make(
        const ReadingOptions& options, const FieldRegistry& fields, WallTime now, Notices& notices);
    ~EventSelection();
    EventSelection(EventSelection&&) noexcept;
    EventSelection& operator=(EventSelection&&) noexcept;

    [[nodiscard]] Verdict test(const EventView& event, const Names& names);
    /// Whether every event passes, so that batches need not be taken apart.
    [[nodiscard]] bool isEverything() const;

    [[nodiscard]] std::uint64_t passed() const { return m_passed; }
    /// Events for which the filter could not be evaluated, and why the first one could not.
    [[nodiscard]] std::uint64_t failed() const { return m_failed; }
    [[nodiscard]] const std::string& whyFailed() const { return m_whyFailed; }
    /// When the clock passes this, no live event can pass any more.
    [[nodiscard]] std::optional<WallTime> until() const { return m_until; }

private:
    struct FilterRun;

    EventSelection();

    bool passesBounds(const EventView& event);
    bool passesFilter(const EventView& event, const Names& names);

    std::unique_ptr<FilterRun> m_filter; // null: no filter
    std::optional<WallTime> m_from;
    std::optional<WallTime> m_until;
    std::optional<std::chrono::nanoseconds> m_span; ///< until = first event + span
    std::optional<std::uint64_t> m_fromOffset;
    std::optional<std::uint64_t> m_count;
    std::uint64_t m_passed = 0;
    std::uint64_t m_failed = 0;
    std::string m_whyFailed;
};

} // namespace eventscope::app::commands
