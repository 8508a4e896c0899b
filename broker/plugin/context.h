// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/event/clock.h"

namespace eventscope {

/// What the program hands to a plugin. Outlives every object that the plugin makes.
struct Context {
    const Clock& clock;
    /// The one ZeroMQ context of the process, as `void*` so that plugins without ZeroMQ need no header of it.
    void* zeroMqContext = nullptr;
};

} // namespace eventscope
