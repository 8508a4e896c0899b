// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "broker/event/event_batch.h"
#include "broker/event/names.h"
#include "broker/expression/scratch.h"
#include "broker/expression/value.h"

namespace eventscope::expression {

struct Instruction;

/// What an instruction can reach while it runs.
struct Frame {
    Scratch& scratch;
    const EventView* event = nullptr; ///< one of the two is there: the event, or the row
    const Names* names = nullptr;
    const Value* row = nullptr;
    Value* registers = nullptr;
    std::size_t next = 0;

    void fail(std::string why) { scratch.fail(std::move(why)); }
};

/// Runs one instruction: its arguments lie in at[0], at[1], …; the result goes to at[0].
using Operation = void (*)(Frame& frame, Value* at, const Instruction& with);

struct Instruction {
    Operation run = nullptr;
    std::uint32_t at = 0; ///< register of the first argument and of the result
    std::uint32_t count = 0; ///< arguments
    std::uint32_t jump = 0; ///< for those that branch: the next instruction
    std::array<std::int16_t, 6> shape{}; ///< digits, units, numbers of columns: what the operation needs
    const void* resource = nullptr; ///< constant text, pattern, path: the operation knows its type
    Value constant;
};

/// The byte code of an expression. Immutable, shared by threads.
class Program {
public:
    Program(std::vector<Instruction> code, std::vector<std::shared_ptr<const void>> resources, std::size_t registers,
        std::size_t memos);

    /// Runs it; the results are in frame.registers from 0. False after a run-time error: Scratch::why().
    [[nodiscard]] bool run(Frame& frame) const;

private:
    std::vector<Instruction> m_code;
    std::vector<std::shared_ptr<const void>> m_resources; // what the instructions point to
    std::size_t m_registers;
    std::size_t m_memos;
    std::uint64_t m_number; // differs from that of every other program, so that a scratch can tell them apart
};

} // namespace eventscope::expression
