// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "broker/event/result.h"
#include "broker/log/database.h"

namespace eventscope::log {

/// Positions in a row that have no event and that nobody misses: the rest of a recorded gap, or left out on purpose.
struct Hole {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};

struct Holes {
    std::vector<Hole> holes; ///< rising
    std::uint64_t positions = 0;
    std::uint64_t last = 0; ///< last position in a hole
    std::uint64_t damaged = 0; ///< rows with a wrong checksum, left out
};

extern const char* const InsertHoleSql;
void bindHole(Statement& statement, const Hole& hole);
[[nodiscard]] Result<Holes> readHoles(Database& database);

} // namespace eventscope::log
