// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <string>

namespace eventscope::fuzz {

/// Ends the fuzz target, so that its input is kept, where something does not hold.
inline void mustHold(bool holds, const char* what, const std::string& first = {}, const std::string& second = {})
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\nfirst:  %s\nsecond: %s\n", what, first.c_str(), second.c_str());
    __builtin_trap();
}

} // namespace eventscope::fuzz
