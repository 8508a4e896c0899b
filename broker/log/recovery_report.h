// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/event/ids.h"

namespace eventscope::log {

/// What opening or verifying a log found.
struct RecoveryReport {
    std::uint64_t events = 0; ///< whole events
    std::uint64_t missing =
        0; ///< events that were committed, by the commit mark or a hole in the positions, and are not there
    std::uint64_t damaged = 0; ///< events that are there with a wrong checksum
    Position first;
    Position last;
    bool wasClean = true; ///< the last writer closed it in order
    std::vector<std::string> problems; ///< one sentence each

    [[nodiscard]] bool isWhole() const { return missing == 0 && damaged == 0 && problems.empty(); }
};

} // namespace eventscope::log
