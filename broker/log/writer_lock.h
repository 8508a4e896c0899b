// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "broker/event/result.h"

namespace eventscope::log {

/// Says that a log is being written, to this and every other process: a file with the writer's pid, locked for as long
/// as the writer lives. The system releases the lock of a process that dies. Thread: one at a time.
class WriterLock {
public:
    /// Errors: Denied where another writer holds it (names its pid) or the rights are missing, Full, NotFound.
    [[nodiscard]] static Result<WriterLock> take(const std::filesystem::path& path);
    ~WriterLock();
    WriterLock(WriterLock&& other) noexcept;
    WriterLock& operator=(WriterLock&& other) noexcept;
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;

    /// Removes the file and lets go.
    void release();

    /// Whether a writer holds the lock now. Takes nothing, so that it cannot get into a writer's way.
    [[nodiscard]] static bool isHeld(const std::filesystem::path& path);

private:
    WriterLock(int file, std::filesystem::path path);

    int m_file = -1;
    std::filesystem::path m_path;
};

} // namespace eventscope::log
