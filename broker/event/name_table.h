// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace eventscope {

/// Texts that repeat (channel, type, …), each kept once and named by a small number.
///
/// Append only: a text stays where it is for the life of the table. Number 0 is the empty text. The table holds at
/// most MaxNames texts; every further one becomes number 1, Overflow, and is counted.
/// Thread: any. Reading a text takes no lock; adding one does.
class TextTable {
public:
    static constexpr std::uint32_t MaxNames = 1U << 20;
    static constexpr std::uint32_t Overflow = 1;

    TextTable();
    ~TextTable();
    TextTable(const TextTable&) = delete;
    TextTable& operator=(const TextTable&) = delete;

    /// The number of the text, new if it was not there.
    [[nodiscard]] std::uint32_t intern(std::string_view text);
    /// The number of the text, or 0 if it is not there.
    [[nodiscard]] std::uint32_t find(std::string_view text) const;
    /// The text of a number that this table gave; empty for any other number.
    [[nodiscard]] std::string_view text(std::uint32_t number) const;
    /// How many numbers are in use, 0 and Overflow among them: every number below is valid.
    [[nodiscard]] std::uint32_t size() const { return m_size.load(std::memory_order_acquire); }
    /// How many texts became Overflow.
    [[nodiscard]] std::uint64_t overflowed() const { return m_overflowed.load(std::memory_order_relaxed); }

private:
    static constexpr std::uint32_t ChunkSize = 1024;
    using Chunk = std::array<std::string, ChunkSize>;

    std::uint32_t append(std::string_view text);

    mutable std::mutex m_mutex; // guards m_numbers and appending
    std::unordered_map<std::string_view, std::uint32_t> m_numbers;
    std::array<std::atomic<Chunk*>, MaxNames / ChunkSize> m_chunks{};
    std::atomic<std::uint32_t> m_size{0};
    std::atomic<std::uint64_t> m_overflowed{0};
};

/// A TextTable that speaks strong ids.
template <class IdType> class NameTable {
public:
    [[nodiscard]] IdType intern(std::string_view text) { return IdType(m_texts.intern(text)); }
    [[nodiscard]] IdType find(std::string_view text) const { return IdType(m_texts.find(text)); }
    [[nodiscard]] std::string_view text(IdType id) const { return m_texts.text(id.value()); }
    [[nodiscard]] std::uint32_t size() const { return m_texts.size(); }
    [[nodiscard]] std::uint64_t overflowed() const { return m_texts.overflowed(); }

private:
    TextTable m_texts;
};

/// A direct-mapped memory of the last texts, in front of a NameTable, so that a busy thread seldom takes its lock.
/// Thread: one.
template <class IdType> class NameCache {
public:
    explicit NameCache(NameTable<IdType>& names)
        : m_names(names)
    {
    }

    [[nodiscard]] IdType intern(std::string_view text)
    {
        if (text.empty())
            return IdType();
        auto& slot = m_slots[std::hash<std::string_view>{}(text) % m_slots.size()];
        if (slot.text != text) {
            slot.id = m_names.intern(text);
            slot.text = m_names.text(slot.id); // points into the table, which never moves it
        }
        return slot.id;
    }

private:
    struct Slot {
        std::string_view text;
        IdType id;
    };

    NameTable<IdType>& m_names; // outlives every cache: the session owns it
    std::array<Slot, 256> m_slots{};
};

} // namespace eventscope
