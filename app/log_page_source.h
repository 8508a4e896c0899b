// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "broker/event/names.h"
#include "broker/event/result.h"
#include "broker/log/log_reader.h"
#include "inspectors/inspector/page_source.h"

namespace eventscope::app {

/// Reads pages of a log or a recording on worker threads, each with a reader of its own.
///
/// Thread: see PageSource. Destroying it cancels what is under way and waits for the workers.
class LogPageSource final : public inspect::PageSource {
public:
    /// What a running log has committed; asked every frame.
    using NewestStored = std::function<Position()>;

    /// Opens a recording, or a log that nobody writes. Errors: those of LogReader::open.
    [[nodiscard]] static Result<std::unique_ptr<LogPageSource>> openRecording(
        const std::filesystem::path& path, Names& names);
    /// Follows a log that this process writes; `newest` outlives the source.
    [[nodiscard]] static Result<std::unique_ptr<LogPageSource>> followLog(
        const std::filesystem::path& path, Names& names, NewestStored newest);
    ~LogPageSource() override;

    [[nodiscard]] Position first() const override { return Position(m_first.load(std::memory_order_acquire)); }
    [[nodiscard]] Position last() const override;
    [[nodiscard]] QFuture<Result<SharedBatch>> fetchPage(
        Position from, std::size_t count, Direction direction, std::vector<std::string> channels) override;

    /// What was found when the recording was opened.
    [[nodiscard]] const log::RecoveryReport& recovery() const { return m_recovery; }

private:
    LogPageSource(std::filesystem::path path, Names& names);
    [[nodiscard]] Result<> openFirst();
    [[nodiscard]] Result<std::unique_ptr<log::LogReader>> takeReader();
    void giveBack(std::unique_ptr<log::LogReader> reader);
    [[nodiscard]] Result<SharedBatch> read(
        Position from, std::size_t count, Direction direction, const std::vector<std::string>& channels);

    std::filesystem::path m_path;
    Names& m_names; // outlives: the session or the console owns it
    NewestStored m_newest; // empty for a recording
    log::RecoveryReport m_recovery;
    std::atomic<std::uint64_t> m_first{0};
    std::atomic<std::uint64_t> m_last{0};
    std::atomic<bool> m_isClosing{false};
    std::mutex m_mutex; // guards m_idle; taken by workers, and once on opening
    std::vector<std::unique_ptr<log::LogReader>> m_idle;
    QThreadPool m_workers; // last: ends before what the workers use
};

} // namespace eventscope::app
