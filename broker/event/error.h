// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace eventscope {

/// What the caller of a failed operation can do about it.
enum class Fault : std::uint8_t {
    Invalid, ///< the request can never work: change it
    Unavailable, ///< the other side is not there now: try again later
    Corrupt, ///< stored or received bytes are damaged
    Denied, ///< the other side refuses: other rights or secrets are needed
    Full, ///< a bound is reached: free something or wait
    NotFound, ///< the named thing does not exist
};

/// Why something failed. `what` is a sentence for people and names the object.
struct Error {
    Fault fault = Fault::Invalid;
    std::string what;

    friend bool operator==(const Error&, const Error&) = default;
};

} // namespace eventscope
