// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace eventscope::stream {

/// Hands the newest value from one writing to one reading thread, without locks or waiting; older values are dropped.
template <class T> class TripleBuffer {
public:
    TripleBuffer() = default;
    TripleBuffer(const TripleBuffer&) = delete;
    TripleBuffer& operator=(const TripleBuffer&) = delete;

    /// Thread: the writing one. Fill it, then publish(). It holds an older value, which may be reused for its memory.
    [[nodiscard]] T& back() { return m_values[m_back]; }
    void publish()
    {
        m_back = m_middle.exchange(static_cast<std::uint8_t>(m_back | Fresh), std::memory_order_acq_rel) & Index;
    }

    /// Thread: the reading one. The newest published value; it stays the same until the next call.
    [[nodiscard]] const T& newest()
    {
        if ((m_middle.load(std::memory_order_relaxed) & Fresh) != 0)
            m_front = m_middle.exchange(m_front, std::memory_order_acq_rel) & Index;
        return m_values[m_front];
    }

private:
    static constexpr std::uint8_t Index = 3;
    static constexpr std::uint8_t Fresh = 4;

    std::array<T, 3> m_values{};
    std::uint8_t m_back = 0;
    std::atomic<std::uint8_t> m_middle{1};
    std::uint8_t m_front = 2;
};

} // namespace eventscope::stream
