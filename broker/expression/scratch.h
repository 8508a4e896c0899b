// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "broker/expression/value.h"

namespace eventscope::expression {

/// Memory that evaluation reuses from event to event: registers, texts that functions make, and what programs learned
/// about interned names. Serves one program and one Names at a time; a change of either forgets what was learned.
/// Thread: one at a time.
class Scratch {
public:
    static constexpr std::size_t MaxTextBytes = std::size_t{16} << 20; ///< of one text that a function makes
    static constexpr std::size_t MaxBytes = std::size_t{64} << 20; ///< of all texts of one evaluation

    /// Why the last evaluation failed; one sentence.
    [[nodiscard]] const std::string& why() const { return m_why; }

    // For programs and operations:
    void fail(std::string why)
    {
        m_why = std::move(why);
        m_hasFailed = true;
    }
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }
    /// Registers for one evaluation; texts of the one before are gone.
    [[nodiscard]] Value* begin(std::uint64_t program, const void* names, std::size_t registers, std::size_t memos);
    /// Uninitialised bytes that live until the next begin(). Beyond MaxBytes the evaluation has failed.
    [[nodiscard]] char* allocate(std::size_t bytes);
    [[nodiscard]] std::string_view keep(std::string_view text);

    /// What a condition gave for an interned name. Ids beyond MaxIds are not remembered.
    enum class Known : std::uint8_t { Nothing, False, True, Null };
    [[nodiscard]] Known known(std::size_t memo, std::uint32_t id) const
    {
        return id < m_memos[memo].size() ? m_memos[memo][id] : Known::Nothing;
    }
    void learn(std::size_t memo, std::uint32_t id, Known known);

    /// The last regular expressions that were not constants, by their text.
    struct Pattern {
        std::string text;
        std::shared_ptr<const void> compiled; ///< what it is, the operation knows that uses the slot
    };
    [[nodiscard]] Pattern& pattern(std::size_t slot) { return m_patterns[slot % m_patterns.size()]; }

private:
    static constexpr std::size_t ChunkBytes = 16 * 1024;
    static constexpr std::uint32_t MaxIds = 1U << 16;

    struct Chunk {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };

    std::vector<Value> m_registers;
    std::vector<Chunk> m_chunks;
    std::size_t m_chunk = 0; // the one that is being filled
    std::size_t m_used = 0; // of that one
    std::size_t m_total = 0; // since begin()
    std::string m_why;
    bool m_hasFailed = false;
    std::vector<std::vector<Known>> m_memos;
    std::array<Pattern, 4> m_patterns;
    std::uint64_t m_program = 0;
    const void* m_names = nullptr;
};

} // namespace eventscope::expression
