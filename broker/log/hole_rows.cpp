// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/hole_rows.h"

#include <array>

#include "broker/log/row_checksum.h"

namespace eventscope::log {
namespace {

std::int64_t checksumOf(std::int64_t first, std::int64_t count)
{
    RowChecksum sum;
    sum.addNumbers(std::array{first, count});
    return sum.value();
}

} // namespace

const char* const InsertHoleSql = "INSERT INTO holes VALUES (?1, ?2, ?3)";

void bindHole(Statement& statement, const Hole& hole)
{
    const auto first = static_cast<std::int64_t>(hole.first);
    const auto count = static_cast<std::int64_t>(hole.count);
    statement.bindInteger(1, first);
    statement.bindInteger(2, count);
    statement.bindInteger(3, checksumOf(first, count));
}

Result<Holes> readHoles(Database& database)
{
    auto select = database.prepare("SELECT first, count, crc FROM holes ORDER BY first");
    if (!select)
        return tl::unexpected(select.error());
    Holes found;
    while (true) {
        const auto hasRow = select->step();
        if (!hasRow)
            return tl::unexpected(hasRow.error());
        if (!*hasRow)
            return found;
        const Hole hole{static_cast<std::uint64_t>(select->integer(0)), static_cast<std::uint64_t>(select->integer(1))};
        const bool isValid = select->integer(2) == checksumOf(select->integer(0), select->integer(1))
            && select->integer(0) > 0 && select->integer(1) > 0 && hole.first > found.last;
        if (!isValid) {
            ++found.damaged;
            continue;
        }
        found.holes.push_back(hole);
        found.positions += hole.count;
        found.last = hole.first + hole.count - 1;
    }
}

} // namespace eventscope::log
