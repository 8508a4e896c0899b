// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/program_builder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "broker/expression/event_operations.h"
#include "broker/expression/logic_operations.h"

namespace eventscope::expression {
namespace {

constexpr std::size_t MaxFoldedBytes = 4096;

/// The one interned field that a condition looks at, if it looks at nothing else.
class NameUse {
public:
    [[nodiscard]] static NameField of(const Term& term)
    {
        NameUse use;
        return use.look(term) ? use.m_field : NameField::None;
    }

private:
    bool look(const Term& term)
    {
        if (term.form == Term::Form::Load) {
            if (term.name == NameField::None || (m_field != NameField::None && m_field != term.name))
                return false;
            m_field = term.name;
            return true;
        }
        if (term.form == Term::Form::Shared && std::find(m_bound.begin(), m_bound.end(), term.shared) == m_bound.end())
            return false;
        if (term.form == Term::Form::Let)
            m_bound.push_back(term.shared);
        return std::all_of(
            term.arguments.begin(), term.arguments.end(), [this](const Term& argument) { return look(argument); });
    }

    NameField m_field = NameField::None;
    std::vector<int> m_bound;
};

class Builder {
public:
    void add(const Term& term, std::uint32_t at)
    {
        m_registers = std::max(m_registers, at + 1);
        if (term.resource)
            m_resources.push_back(term.resource);
        const auto name = term.type.kind == TypeKind::Boolean && !m_isInMemo && term.form != Term::Form::Constant
            ? NameUse::of(term)
            : NameField::None;
        if (name == NameField::None) {
            addPlain(term, at);
            return;
        }
        const auto memo = static_cast<std::int16_t>(m_memos++);
        const auto lookup = put(recallVerdict, at, 0);
        m_code[lookup].shape = {memo, static_cast<std::int16_t>(name)};
        m_isInMemo = true;
        addPlain(term, at);
        m_isInMemo = false;
        const auto store = put(learnVerdict, at, 1);
        m_code[store].shape = {memo, static_cast<std::int16_t>(name)};
        land(lookup);
    }

    [[nodiscard]] std::shared_ptr<const Program> take()
    {
        return std::make_shared<const Program>(std::move(m_code), std::move(m_resources), m_registers, m_memos);
    }

private:
    std::size_t put(Operation run, std::uint32_t at, std::uint32_t count)
    {
        Instruction instruction;
        instruction.run = run;
        instruction.at = at;
        instruction.count = count;
        m_code.push_back(instruction);
        return m_code.size() - 1;
    }
    void land(std::size_t jump) { m_code[jump].jump = static_cast<std::uint32_t>(m_code.size()); }

    void addPlain(const Term& term, std::uint32_t at)
    {
        switch (term.form) {
        case Term::Form::Constant:
            m_code[put(loadConstant, at, 0)].constant = term.constant;
            return;
        case Term::Form::Load:
            addOperation(term, at, 0);
            return;
        case Term::Form::Call:
            addCall(term, at);
            return;
        case Term::Form::And:
            addChain(term, at, jumpIfFalse, combineAnd);
            return;
        case Term::Form::Or:
            addChain(term, at, jumpIfTrue, combineOr);
            return;
        case Term::Form::Case:
            addCase(term, at);
            return;
        case Term::Form::Coalesce:
            addCoalesce(term, at);
            return;
        case Term::Form::Let:
            addLet(term, at);
            return;
        case Term::Form::Shared:
            copyFrom(m_shared[static_cast<std::size_t>(term.shared)], at);
            return;
        }
    }

    void addOperation(const Term& term, std::uint32_t at, std::uint32_t count)
    {
        auto& instruction = m_code[put(term.run, at, count)];
        instruction.shape = term.shape;
        instruction.resource = term.resource.get();
    }

    void addCall(const Term& term, std::uint32_t at)
    {
        auto argumentAt = at;
        for (const auto& argument : term.arguments)
            add(argument, argumentAt++);
        addOperation(term, at, static_cast<std::uint32_t>(term.arguments.size()));
    }

    void addChain(const Term& term, std::uint32_t at, Operation jumpOut, Operation combine)
    {
        std::vector<std::size_t> jumps;
        add(term.arguments.front(), at);
        for (std::size_t i = 1; i < term.arguments.size(); ++i) {
            jumps.push_back(put(jumpOut, at, 1));
            add(term.arguments[i], at + 1);
            put(combine, at, 2);
        }
        for (const auto jump : jumps)
            land(jump);
    }

    void addCase(const Term& term, std::uint32_t at)
    {
        std::vector<std::size_t> ends;
        for (std::size_t i = 0; i + 1 < term.arguments.size(); i += 2) {
            add(term.arguments[i], at);
            const auto next = put(jumpUnlessTrue, at, 1);
            add(term.arguments[i + 1], at);
            ends.push_back(put(jumpAlways, at, 0));
            land(next);
        }
        add(term.arguments.back(), at);
        for (const auto end : ends)
            land(end);
    }

    void addCoalesce(const Term& term, std::uint32_t at)
    {
        std::vector<std::size_t> ends;
        for (std::size_t i = 0; i < term.arguments.size(); ++i) {
            add(term.arguments[i], at);
            if (i + 1 < term.arguments.size())
                ends.push_back(put(jumpIfNotNull, at, 1));
        }
        for (const auto end : ends)
            land(end);
    }

    void addLet(const Term& term, std::uint32_t at)
    {
        const auto number = static_cast<std::size_t>(term.shared);
        m_shared.resize(std::max(m_shared.size(), number + 1));
        add(term.arguments[0], at);
        m_shared[number] = at;
        add(term.arguments[1], at + 1);
        copyFrom(at + 1, at);
    }

    void copyFrom(std::uint32_t source, std::uint32_t at)
    {
        const auto copy = put(copyRegister, at, 0);
        m_code[copy].jump = source; // the field that can hold a register
    }

    std::vector<Instruction> m_code;
    std::vector<std::shared_ptr<const void>> m_resources;
    std::vector<std::uint32_t> m_shared;
    std::size_t m_memos = 0;
    std::uint32_t m_registers = 0;
    bool m_isInMemo = false;
};

} // namespace

std::shared_ptr<const Program> buildProgram(std::span<const Term> terms)
{
    Builder builder;
    std::uint32_t at = 0;
    for (const auto& term : terms)
        builder.add(term, at++);
    return builder.take();
}

Term folded(Term term)
{
    const auto isFixed = term.form == Term::Form::Call
        && std::all_of(
            term.arguments.begin(), term.arguments.end(), [](const Term& argument) { return argument.isConstant(); });
    if (!isFixed)
        return term;
    Scratch scratch;
    Frame frame{.scratch = scratch};
    const auto program = buildProgram(std::span(&term, 1));
    if (!program->run(frame))
        return term; // it fails for every event then, but only where it is reached
    const auto& value = frame.registers[0];
    auto type = term.type;
    if (type.isText() && !value.isNull && value.text.size() > MaxFoldedBytes)
        return term; // a short text shall not become a large program
    auto constant = type.isText() && !value.isNull ? Term::ofText(std::string(value.text), type, term.place)
                                                   : Term::ofValue(value, type, term.place);
    constant.type.isNullable = type.isNullable;
    return constant;
}

} // namespace eventscope::expression
