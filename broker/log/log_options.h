// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace eventscope::log {

/// How a log is kept.
struct LogOptions {
    enum class Layout {
        Segments, ///< `path` is a folder of segments, the oldest dropped to stay within the disk budget
        Recording, ///< `path` is one file that keeps everything
    };
    enum class Durability {
        Durable, ///< synchronous FULL: committed survives a power loss
        Fast, ///< synchronous NORMAL: committed survives kill -9
    };

    std::filesystem::path path;
    Layout layout = Layout::Segments;
    Durability durability = Durability::Durable;
    std::uint64_t diskBudgetBytes = std::uint64_t{1} << 30; ///< of Layout::Segments; 0 = no bound
    std::uint64_t segmentBytes = std::uint64_t{256} << 20; ///< at most; a small disk budget makes smaller ones
    std::chrono::seconds segmentAge{3600};
};

} // namespace eventscope::log
