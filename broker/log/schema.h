// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace eventscope::log {

/// The text of schema.sql.
extern const char* const SchemaSql;

constexpr std::uint32_t ApplicationId = 1163285315; ///< "EVSC", as in schema.sql
constexpr std::uint32_t FormatVersion = 1; ///< user_version, as in schema.sql
constexpr std::uint32_t PageBytes = 16384; ///< measured: fewer, larger frames make a commit of 1,000 rows cheap

} // namespace eventscope::log
