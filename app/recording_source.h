// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <thread>

#include "app/log_page_source.h"
#include "app/session_source.h"
#include "broker/event/clock.h"
#include "broker/stream/triple_buffer.h"

namespace eventscope::app {

/// An opened recording as the main window sees it: pages at once, channels and volume as a thread reads them once.
/// Thread: the GUI thread; owns the thread that reads.
class RecordingSource final : public SessionSource {
    Q_OBJECT

public:
    /// `names` and `fields` outlive the source. Errors: those of LogReader::open.
    [[nodiscard]] static Result<std::unique_ptr<RecordingSource>> open(
        const std::filesystem::path& path, Names& names, const FieldRegistry& fields, const Clock& clock);
    ~RecordingSource() override;

    [[nodiscard]] const Names& names() const override { return m_names; }
    [[nodiscard]] const FieldRegistry& fields() const override { return m_fields; }
    [[nodiscard]] std::shared_ptr<stream::Lane> flowLane() override { return nullptr; }
    [[nodiscard]] inspect::PageSource* pages() override { return m_pages.get(); }
    [[nodiscard]] const analysis::Snapshots& snapshots() override { return m_snapshots.newest(); }
    [[nodiscard]] stream::HealthSnapshot health() override;
    [[nodiscard]] WallTime now() const override { return m_clock.now(); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool isLive() const override { return false; }
    [[nodiscard]] bool isRecording() const override { return false; }

    /// What was found when it was opened: missing and damaged events.
    [[nodiscard]] const log::RecoveryReport& recovery() const { return m_pages->recovery(); }
    /// Events with a wrong checksum, as far as it was read; changed() is sent once when there are more.
    [[nodiscard]] std::uint64_t damagedEvents() const;
    /// What is not whole, in one sentence; empty where nothing is missing so far.
    [[nodiscard]] QString whatIsMissing() const;

private:
    RecordingSource(std::filesystem::path path, Names& names, const FieldRegistry& fields, const Clock& clock,
        std::unique_ptr<LogPageSource> pages);
    void survey(const std::stop_token& stop);

    std::filesystem::path m_path;
    Names& m_names;
    const FieldRegistry& m_fields;
    const Clock& m_clock;
    std::unique_ptr<LogPageSource> m_pages;
    std::uint64_t m_diskBytes = 0;
    stream::TripleBuffer<analysis::Snapshots> m_snapshots;
    std::atomic<std::uint64_t> m_damaged{0}; // found by the survey
    std::jthread m_survey;
};

} // namespace eventscope::app
