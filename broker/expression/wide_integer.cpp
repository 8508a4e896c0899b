// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/wide_integer.h"

#include <cstddef>

namespace eventscope::expression {

bool WideInteger::isBelow(const WideInteger& other) const
{
    for (std::size_t i = m_words.size(); i-- > 0;) {
        if (m_words[i] != other.m_words[i])
            return m_words[i] < other.m_words[i];
    }
    return false;
}

void WideInteger::add(const WideInteger& other)
{
    UInt128 carry = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        carry += static_cast<UInt128>(m_words[i]) + other.m_words[i];
        m_words[i] = static_cast<std::uint64_t>(carry);
        carry >>= 64U;
    }
}

void WideInteger::subtract(const WideInteger& other)
{
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const auto taken = static_cast<UInt128>(other.m_words[i]) + borrow;
        borrow = taken > m_words[i] ? 1 : 0;
        m_words[i] = static_cast<std::uint64_t>(m_words[i] - taken);
    }
}

bool WideInteger::multiply(UInt128 factor)
{
    const std::array<std::uint64_t, 2> by{
        static_cast<std::uint64_t>(factor), static_cast<std::uint64_t>(factor >> 64U)};
    std::array<std::uint64_t, 6> product{};
    for (std::size_t j = 0; j < by.size(); ++j) {
        UInt128 carry = 0;
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            carry += static_cast<UInt128>(m_words[i]) * by[j] + product[i + j];
            product[i + j] = static_cast<std::uint64_t>(carry);
            carry >>= 64U;
        }
        product[j + m_words.size()] = static_cast<std::uint64_t>(carry);
    }
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] = product[i];
    return product[4] == 0 && product[5] == 0;
}

UInt128 WideInteger::divide(UInt128 divisor)
{
    if (m_words[2] == 0 && m_words[3] == 0) { // most numbers: the processor divides
        const auto value = low();
        *this = WideInteger(value / divisor);
        return value % divisor;
    }
    UInt128 rest = 0;
    for (std::size_t i = m_words.size(); i-- > 0;) {
        std::uint64_t quotient = 0;
        for (unsigned bit = 64; bit-- > 0;) {
            rest = (rest << 1U) | ((m_words[i] >> bit) & 1U);
            quotient <<= 1U;
            if (rest >= divisor) {
                rest -= divisor;
                quotient |= 1U;
            }
        }
        m_words[i] = quotient;
    }
    return rest;
}

} // namespace eventscope::expression
