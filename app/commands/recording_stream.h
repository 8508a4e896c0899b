// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "app/options.h"
#include "broker/event/event_batch.h"
#include "broker/event/names.h"
#include "broker/event/result.h"
#include "broker/log/log_reader.h"

namespace eventscope::app::commands {

/// The events of a recording, page by page. Thread: one.
class RecordingStream {
public:
    static constexpr std::size_t PageEvents = 1000;

    /// Opens and goes to the start. `from` = live waits for what another program still writes.
    /// Errors: those of LogReader::open, with the path and what to do.
    [[nodiscard]] static Result<RecordingStream> open(
        const std::filesystem::path& path, const std::optional<Start>& from, Names& names);

    /// The next page; null where there is none now.
    [[nodiscard]] Result<SharedBatch> next();
    /// Whether nothing comes any more: at the end as it was when the recording was opened. Never where it is followed.
    [[nodiscard]] bool isAtEnd() const { return !m_follows && (m_next > m_last || !m_last); }

    /// Whether it waits for what another program still writes.
    [[nodiscard]] bool follows() const { return m_follows; }

    [[nodiscard]] log::LogReader& reader() { return *m_reader; }
    [[nodiscard]] Position last() const { return m_last; }
    [[nodiscard]] Position nextPosition() const { return m_next; }

private:
    explicit RecordingStream(std::unique_ptr<log::LogReader> reader);
    [[nodiscard]] Result<> seek(const Start& from);

    std::unique_ptr<log::LogReader> m_reader;
    Position m_next;
    Position m_last;
    bool m_follows = false;
};

} // namespace eventscope::app::commands
