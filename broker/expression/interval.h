// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "broker/expression/calendar.h"

namespace eventscope::expression {

/// What stands behind the value of an INTERVAL: `SECOND(3)`, `DAY TO SECOND`.
struct IntervalQualifier {
    calendar::Unit first = calendar::Unit::Second;
    calendar::Unit last = calendar::Unit::Second;
    int precision = 2; ///< digits of the first field

    [[nodiscard]] bool isMonths() const { return calendar::months(first) != 0; }
};

/// Months, or milliseconds (what is smaller is cut off). Error: a sentence on what is wrong with the value.
[[nodiscard]] tl::expected<std::int64_t, std::string> parseInterval(
    std::string_view text, const IntervalQualifier& qualifier);

} // namespace eventscope::expression
