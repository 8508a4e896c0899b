// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "broker/expression/program.h"
#include "broker/expression/type.h"

namespace eventscope::expression {

/// How a cast goes on where the value cannot be converted.
enum class CastMode : std::int16_t { Fail, Null };

/// The operation that converts one value; null where SQL has no such cast. `shape` is what it needs beside the value.
struct Cast {
    Operation run = nullptr;
    std::array<std::int16_t, 6> shape{};
};
[[nodiscard]] Cast castOperation(const Type& from, const Type& to, CastMode mode);

/// Whether values of the two types are the same bits, so that no instruction is needed.
[[nodiscard]] bool isSameInside(const Type& from, const Type& to);

} // namespace eventscope::expression
