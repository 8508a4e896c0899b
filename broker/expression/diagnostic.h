// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace eventscope::expression {

/// What is wrong with a text, and where.
struct Diagnostic {
    std::size_t offset = 0; ///< bytes from the start of the text
    std::size_t length = 0; ///< bytes; zero at the end of the text
    std::string message; ///< one sentence for people: what was found and what was expected

    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

} // namespace eventscope::expression
