// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace eventscope::scenario {

/// Random numbers that are the same on every machine for the same seed and subject: what happens to an order does not
/// depend on how fast the machine was. (SplitMix64.)
class Dice {
public:
    explicit Dice(std::uint64_t seed)
        : m_state(seed)
    {
    }
    /// Dice for one subject, such as "payments/4711".
    Dice(std::uint64_t seed, std::string_view subject)
        : m_state(seed)
    {
        for (const char letter : subject) {
            m_state ^= static_cast<unsigned char>(letter);
            m_state = next();
        }
    }

    std::uint64_t next()
    {
        m_state += 0x9E3779B97F4A7C15U;
        auto mixed = m_state;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }
    /// From `least` to `most`, both included.
    std::uint64_t between(std::uint64_t least, std::uint64_t most)
    {
        return most <= least ? least : least + next() % (most - least + 1);
    }
    /// From 0 to below 1.
    double fraction() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

private:
    std::uint64_t m_state;
};

} // namespace eventscope::scenario
