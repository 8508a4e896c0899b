// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace eventscope::bench {

/// Keeps a publisher at most `window` messages ahead of its reader, who writes what it is done with to the publisher's
/// standard input (OwnProcess::tellProgress). A source that cannot wait is so driven as fast as its reader can go
/// without losing anything.
class FloodWindow {
public:
    /// 0: no bound.
    explicit FloodWindow(std::uint64_t window)
        : m_window(window)
    {
    }

    /// Waits until the message after `sent` others may go. False where the reader has gone.
    [[nodiscard]] bool waitFor(std::uint64_t sent);

private:
    std::uint64_t m_window;
    std::uint64_t m_done = 0;
};

} // namespace eventscope::bench
