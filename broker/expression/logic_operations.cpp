// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/logic_operations.h"

namespace eventscope::expression {
namespace {

bool holds(const Value& value) { return !value.isNull && value.integer != 0; }
bool fails(const Value& value) { return !value.isNull && value.integer == 0; }

} // namespace

void loadConstant(Frame&, Value* at, const Instruction& with) { *at = with.constant; }

void copyRegister(Frame& frame, Value* at, const Instruction& with) { *at = frame.registers[with.jump]; }

void jumpAlways(Frame& frame, Value*, const Instruction& with) { frame.next = with.jump; }

void jumpIfFalse(Frame& frame, Value* at, const Instruction& with)
{
    if (fails(*at))
        frame.next = with.jump;
}

void jumpIfTrue(Frame& frame, Value* at, const Instruction& with)
{
    if (holds(*at))
        frame.next = with.jump;
}

void jumpUnlessTrue(Frame& frame, Value* at, const Instruction& with)
{
    if (!holds(*at))
        frame.next = with.jump;
}

void jumpIfNotNull(Frame& frame, Value* at, const Instruction& with)
{
    if (!at->isNull)
        frame.next = with.jump;
}

void combineAnd(Frame&, Value* at, const Instruction&)
{
    if (fails(at[0]) || fails(at[1]))
        at->setBoolean(false);
    else if (at[1].isNull)
        at->setNull();
}

void combineOr(Frame&, Value* at, const Instruction&)
{
    if (holds(at[0]) || holds(at[1]))
        at->setBoolean(true);
    else if (at[1].isNull)
        at->setNull();
}

void negate(Frame&, Value* at, const Instruction&)
{
    if (!at->isNull)
        at->setBoolean(at->integer == 0);
}

void isNull(Frame&, Value* at, const Instruction&) { at->setBoolean(at->isNull); }
void isNotNull(Frame&, Value* at, const Instruction&) { at->setBoolean(!at->isNull); }
void isTrue(Frame&, Value* at, const Instruction&) { at->setBoolean(holds(*at)); }
void isFalse(Frame&, Value* at, const Instruction&) { at->setBoolean(fails(*at)); }
void isNotTrue(Frame&, Value* at, const Instruction&) { at->setBoolean(!holds(*at)); }
void isNotFalse(Frame&, Value* at, const Instruction&) { at->setBoolean(!fails(*at)); }

void isDistinct(Frame&, Value* at, const Instruction&)
{
    if (at[0].isNull || at[1].isNull)
        at->setBoolean(at[0].isNull != at[1].isNull);
    else
        at->setBoolean(!holds(at[2]));
}

void nullIfTrue(Frame&, Value* at, const Instruction&)
{
    if (holds(at[1]))
        at->setNull();
}

} // namespace eventscope::expression
