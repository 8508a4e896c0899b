// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "broker/expression/value.h"

namespace eventscope::expression {

/// An unsigned number of 256 bits: what a product of two DECIMALs needs before it is rounded.
class WideInteger {
public:
    explicit WideInteger(UInt128 value)
        : m_words{static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(value >> 64U), 0, 0}
    {
    }

    [[nodiscard]] bool isZero() const { return (m_words[0] | m_words[1] | m_words[2] | m_words[3]) == 0; }
    [[nodiscard]] UInt128 low() const { return (static_cast<UInt128>(m_words[1]) << 64U) | m_words[0]; }
    [[nodiscard]] bool fitsBelow(UInt128 limit) const { return m_words[2] == 0 && m_words[3] == 0 && low() < limit; }
    [[nodiscard]] bool isBelow(const WideInteger& other) const;

    void increment() { add(WideInteger(1)); }
    /// Wraps; callers keep their numbers below 2^255.
    void add(const WideInteger& other);
    /// `other` is not larger.
    void subtract(const WideInteger& other);
    /// False, and the value is lost, where the product needs more than 256 bits. Zero stays zero.
    [[nodiscard]] bool multiply(UInt128 factor);
    /// Leaves the quotient here and gives the remainder. `divisor` is between 1 and 2^127.
    UInt128 divide(UInt128 divisor);

private:
    std::array<std::uint64_t, 4> m_words; // least significant first
};

} // namespace eventscope::expression
