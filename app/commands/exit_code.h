// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/event/error.h"

namespace eventscope::app::commands {

/// How the program ends; part of the command line's contract.
enum ExitCode : int {
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    NotReached = 3, ///< cannot connect, not allowed, or not found
    Incomplete = 4, ///< something is known to be missing
};

/// The code that tells of an error with a target.
[[nodiscard]] constexpr int exitCodeFor(Fault fault)
{
    switch (fault) {
    case Fault::Invalid:
        return WrongUsage;
    case Fault::Unavailable:
    case Fault::Denied:
    case Fault::NotFound:
        return NotReached;
    case Fault::Corrupt:
    case Fault::Full:
        return Failed;
    }
    return Failed;
}

} // namespace eventscope::app::commands
