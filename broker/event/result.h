// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

#include "broker/event/error.h"

namespace eventscope {

/// A value, or the reason why there is none. Becomes std::expected with C++23.
template <class T = void> using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(Fault fault, std::string what)
{
    return tl::unexpected<Error>(Error{fault, std::move(what)});
}

} // namespace eventscope
