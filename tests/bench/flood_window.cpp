// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/flood_window.h"

#include <unistd.h>

namespace eventscope::bench {

bool FloodWindow::waitFor(std::uint64_t sent)
{
    while (m_window > 0 && sent >= m_done + m_window) {
        if (::read(STDIN_FILENO, &m_done, sizeof m_done) != static_cast<ssize_t>(sizeof m_done))
            return false;
    }
    return true;
}

} // namespace eventscope::bench
