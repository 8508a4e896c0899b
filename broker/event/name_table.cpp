// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/name_table.h"

namespace eventscope {

TextTable::TextTable()
{
    const std::scoped_lock lock(m_mutex);
    m_numbers.emplace(std::string_view(), append(""));
    append("(further names)");
}

TextTable::~TextTable()
{
    for (auto& chunk : m_chunks)
        delete chunk.load(std::memory_order_relaxed);
}

std::uint32_t TextTable::append(std::string_view text)
{
    const auto number = m_size.load(std::memory_order_relaxed);
    auto& chunk = m_chunks.at(number / ChunkSize);
    if (chunk.load(std::memory_order_relaxed) == nullptr)
        chunk.store(std::make_unique<Chunk>().release(), std::memory_order_release);
    chunk.load(std::memory_order_relaxed)->at(number % ChunkSize) = std::string(text);
    m_size.store(number + 1, std::memory_order_release); // publishes the text to readers without a lock
    return number;
}

std::uint32_t TextTable::intern(std::string_view text)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_numbers.find(text); known != m_numbers.end())
        return known->second;
    if (m_size.load(std::memory_order_relaxed) >= MaxNames) {
        m_overflowed.fetch_add(1, std::memory_order_relaxed);
        return Overflow;
    }
    const auto number = append(text);
    m_numbers.emplace(this->text(number), number);
    return number;
}

std::uint32_t TextTable::find(std::string_view text) const
{
    const std::scoped_lock lock(m_mutex);
    const auto known = m_numbers.find(text);
    return known == m_numbers.end() ? 0 : known->second;
}

std::string_view TextTable::text(std::uint32_t number) const
{
    if (number >= m_size.load(std::memory_order_acquire))
        return {};
    return m_chunks[number / ChunkSize].load(std::memory_order_acquire)->at(number % ChunkSize);
}

} // namespace eventscope
