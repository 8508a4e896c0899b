// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "broker/expression/program.h"
#include "broker/expression/term.h"

namespace eventscope::expression {

/// Turns terms into one program: the result of the n-th term is in register n.
[[nodiscard]] std::shared_ptr<const Program> buildProgram(std::span<const Term> terms);

/// The term as a constant where all of its arguments are constants and it does not fail; the term itself otherwise.
[[nodiscard]] Term folded(Term term);

} // namespace eventscope::expression
