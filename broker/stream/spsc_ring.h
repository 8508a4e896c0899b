// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace eventscope::stream {

/// A bounded queue between exactly one pushing and one popping thread, without locks.
template <class T> class SpscRing {
public:
    /// Holds at least `capacity` values: the next power of two.
    explicit SpscRing(std::size_t capacity)
        : m_slots(std::bit_ceil(capacity < 2 ? std::size_t{2} : capacity))
        , m_mask(m_slots.size() - 1)
    {
    }
    SpscRing(const SpscRing&) = delete;
    SpscRing& operator=(const SpscRing&) = delete;

    /// Thread: the pushing one. False when full; the value is then untouched.
    [[nodiscard]] bool tryPush(T&& value)
    {
        const auto tail = m_tail.load(std::memory_order_relaxed);
        if (tail - m_seenHead > m_mask) {
            m_seenHead = m_head.load(std::memory_order_acquire);
            if (tail - m_seenHead > m_mask)
                return false;
        }
        m_slots[tail & m_mask] = std::move(value);
        m_tail.store(tail + 1, std::memory_order_release);
        return true;
    }

    /// Thread: the popping one.
    [[nodiscard]] std::optional<T> tryPop()
    {
        const auto head = m_head.load(std::memory_order_relaxed);
        if (head == m_seenTail) {
            m_seenTail = m_tail.load(std::memory_order_acquire);
            if (head == m_seenTail)
                return std::nullopt;
        }
        std::optional<T> value(std::move(m_slots[head & m_mask]));
        m_slots[head & m_mask] = T();
        m_head.store(head + 1, std::memory_order_release);
        return value;
    }

    /// Thread: any; exact only while neither side moves.
    [[nodiscard]] std::size_t size() const
    {
        const auto head = m_head.load(std::memory_order_acquire);
        return m_tail.load(std::memory_order_acquire) - head;
    }
    [[nodiscard]] std::size_t capacity() const { return m_slots.size(); }

private:
    static constexpr std::size_t CacheLine = 64;

    std::vector<T> m_slots;
    std::size_t m_mask;
    alignas(CacheLine) std::atomic<std::size_t> m_head{0};
    std::size_t m_seenTail = 0; // the popping thread's last look at m_tail
    alignas(CacheLine) std::atomic<std::size_t> m_tail{0};
    std::size_t m_seenHead = 0; // the pushing thread's last look at m_head
};

} // namespace eventscope::stream
