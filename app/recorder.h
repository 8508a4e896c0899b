// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include "app/session.h"
#include "broker/log/log_loop.h"
#include "broker/log/log_writer.h"

namespace eventscope::app {

/// Writes what a running session sees into a recording, beside the session's own log.
///
/// Thread: the one of the session; owns the threads that copy and store.
class Recorder {
public:
    enum class From {
        Now, ///< what comes from now on
        Held, ///< what the session's log still holds, then what comes
    };
    struct Summary {
        std::uint64_t stored = 0;
        std::uint64_t lost = 0;
        std::filesystem::path path;
    };

    /// Errors: Invalid (`path` exists, or From::Held without a log), those of LogWriter::open.
    [[nodiscard]] static Result<std::unique_ptr<Recorder>> start(
        Session& session, const std::filesystem::path& path, From from);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// Stores what has come so far and closes the file. While the held events are still being copied, it ends with
    /// those that were; the summary says how many.
    Result<Summary> stop();

private:
    Recorder(Session& session, std::filesystem::path path);
    [[nodiscard]] std::shared_ptr<stream::Lane> addLane();
    Result<> copyHeld(const std::stop_token& stop);
    void follow();

    Session& m_session; // outlives: the console owns both
    std::filesystem::path m_path;
    std::unique_ptr<log::LogWriter> m_writer; // until it goes to m_loop
    std::shared_ptr<stream::Lane> m_lane;
    std::unique_ptr<log::LogLoop> m_loop;
    std::uint64_t m_copied = 0; // written by the copying thread, read after it ended
    std::optional<Error> m_copyError; // likewise
    std::jthread m_copying;
    bool m_isStopped = false;
};

} // namespace eventscope::app
