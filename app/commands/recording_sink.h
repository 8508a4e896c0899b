// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "broker/event/event_batch.h"
#include "broker/event/names.h"
#include "broker/event/result.h"
#include "broker/log/log_loop.h"
#include "broker/log/log_options.h"
#include "broker/stream/lane.h"
#include "broker/stream/loss_ledger.h"

namespace eventscope::app::commands {

/// A recording that is being written by a thread of its own. Thread: the verb's.
class RecordingSink {
public:
    /// Makes the file. Errors: those of checkAbsent, and those of LogWriter::open.
    [[nodiscard]] static Result<std::unique_ptr<RecordingSink>> create(const std::filesystem::path& path,
        log::LogOptions::Durability durability, const Names& names, stream::LossLedger& losses);

    /// Error: Full where the file exists already: a recording is never written over.
    [[nodiscard]] static Result<> checkAbsent(const std::filesystem::path& path);

    /// Hands a numbered batch over; waits while the disk is behind. A signal ends the waiting when the disk does not
    /// take anything for some seconds. Error: Full, where the batch could not be handed over.
    [[nodiscard]] Result<> write(const SharedBatch& batch);
    /// What the disk refuses now, once for each time that it begins or ends: a sentence, else nullopt.
    [[nodiscard]] std::optional<std::string> takeTrouble();
    /// Everything written is on disk, and the file can be copied.
    [[nodiscard]] Result<> close();

    [[nodiscard]] std::uint64_t storedEvents() const { return m_loop->storedEvents(); }
    /// The size of the file.
    [[nodiscard]] std::uint64_t fileBytes() const;

private:
    struct Trouble {
        std::mutex mutex; // guards sentence: the log thread writes, the verb takes
        std::optional<std::string> sentence;
    };

    explicit RecordingSink(std::filesystem::path path);

    std::filesystem::path m_path;
    std::shared_ptr<Trouble> m_trouble;
    std::shared_ptr<stream::Lane> m_lane;
    std::unique_ptr<log::LogLoop> m_loop;
};

} // namespace eventscope::app::commands
