// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "broker/event/wall_time.h"

namespace eventscope::socket {

struct PeerProcess {
    std::int64_t pid = 0;
    std::string name; ///< what people call it: the script where an interpreter runs one

    friend bool operator==(const PeerProcess&, const PeerProcess&) = default;
};

/// What people call a process with these arguments: `payments.py` for `python3 -u /srv/payments.py`.
[[nodiscard]] std::string processName(std::span<const std::string> arguments);

/// Finds the processes behind sockets of this machine by looking through /proc, on Linux. Answers are kept, since a
/// look through all processes costs milliseconds; what was not found (another user's process) is asked for again only
/// after a while.
///
/// Thread: one at a time, never a hot one.
class PeerProcesses {
public:
    explicit PeerProcesses(std::filesystem::path proc = "/proc")
        : m_proc(std::move(proc))
    {
    }

    /// The owners of sockets by their inodes; those that cannot be told are missing. Forgets all other inodes.
    [[nodiscard]] std::map<std::uint64_t, PeerProcess> find(std::span<const std::uint64_t> inodes, SteadyTime now);

private:
    static constexpr std::chrono::seconds AskAgainAfter{10};

    struct Answer {
        PeerProcess process; // pid 0 = not found
        SteadyTime askedAt;
    };

    void lookThrough(std::span<const std::uint64_t> wanted, SteadyTime now);
    [[nodiscard]] static PeerProcess describe(const std::filesystem::path& folder, std::int64_t pid);

    std::filesystem::path m_proc;
    std::map<std::uint64_t, Answer> m_answers;
};

} // namespace eventscope::socket
