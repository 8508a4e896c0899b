// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "broker/event/result.h"

namespace eventscope::log {

/// A folder of segments: the names of its files. Thread: any, it holds no state.
class SegmentFolder {
public:
    struct Entry {
        std::uint64_t number = 0;
        std::filesystem::path path;
        std::uint64_t bytes = 0; ///< with its companions
    };

    explicit SegmentFolder(std::filesystem::path path)
        : m_path(std::move(path))
    {
    }

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] std::filesystem::path markPath() const { return m_path / "commit-mark"; }
    [[nodiscard]] std::filesystem::path lockPath() const { return m_path / "lock"; }
    [[nodiscard]] std::filesystem::path damagedPath() const { return m_path / "damaged"; }
    /// `segment-00000001.eventscope`
    [[nodiscard]] std::filesystem::path segmentPath(std::uint64_t number) const;

    /// Rising by number. Errors: NotFound, Denied.
    [[nodiscard]] Result<std::vector<Entry>> segments() const;
    /// Removes a segment with its companions.
    static void remove(const Entry& entry);
    /// Moves a segment with its companions into `damaged`; nothing there is overwritten. Error: Unavailable.
    [[nodiscard]] Result<std::filesystem::path> moveAside(const Entry& entry) const;

private:
    std::filesystem::path m_path;
};

} // namespace eventscope::log
