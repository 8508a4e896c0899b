// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/scratch.h"

#include <algorithm>
#include <cstring>

namespace eventscope::expression {

Value* Scratch::begin(std::uint64_t program, const void* names, std::size_t registers, std::size_t memos)
{
    if (program != m_program || names != m_names) {
        m_program = program;
        m_names = names;
        m_memos.assign(memos, {});
        m_patterns.fill({});
        m_registers.resize(std::max(m_registers.size(), registers));
    }
    // One event with a very large text shall not hold its memory for ever.
    while (!m_chunks.empty() && m_chunks.back().size > ChunkBytes)
        m_chunks.pop_back();
    m_chunk = 0;
    m_used = 0;
    m_total = 0;
    m_hasFailed = false;
    return m_registers.data();
}

char* Scratch::allocate(std::size_t bytes)
{
    m_total += bytes;
    if (m_total > MaxBytes)
        fail("The texts of this expression need more than 64 MiB");
    while (m_chunk < m_chunks.size() && m_chunks[m_chunk].size - m_used < bytes) {
        ++m_chunk;
        m_used = 0;
    }
    if (m_chunk == m_chunks.size()) {
        const auto size = std::max(bytes, ChunkBytes);
        m_chunks.push_back({std::make_unique<char[]>(size), size});
        m_used = 0;
    }
    auto* const start = m_chunks[m_chunk].bytes.get() + m_used;
    m_used += bytes;
    return start;
}

std::string_view Scratch::keep(std::string_view text)
{
    if (text.empty())
        return {};
    auto* const copy = allocate(text.size());
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
}

void Scratch::learn(std::size_t memo, std::uint32_t id, Known known)
{
    if (id >= MaxIds)
        return;
    auto& ids = m_memos[memo];
    if (ids.size() <= id)
        ids.resize(std::max<std::size_t>(id + 1, ids.size() * 2), Known::Nothing);
    ids[id] = known;
}

} // namespace eventscope::expression
