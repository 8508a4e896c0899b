// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/program.h"

#include <atomic>

namespace eventscope::expression {
namespace {

std::uint64_t nextNumber()
{
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

} // namespace

Program::Program(std::vector<Instruction> code, std::vector<std::shared_ptr<const void>> resources,
    std::size_t registers, std::size_t memos)
    : m_code(std::move(code))
    , m_resources(std::move(resources))
    , m_registers(registers)
    , m_memos(memos)
    , m_number(nextNumber())
{
}

bool Program::run(Frame& frame) const
{
    frame.registers = frame.scratch.begin(m_number, frame.names, m_registers, m_memos);
    frame.next = 0;
    const auto* const code = m_code.data();
    const auto count = m_code.size();
    while (frame.next < count) {
        const auto& instruction = code[frame.next++];
        instruction.run(frame, frame.registers + instruction.at, instruction);
        if (frame.scratch.hasFailed())
            return false;
    }
    return true;
}

} // namespace eventscope::expression
