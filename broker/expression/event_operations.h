// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/expression/program.h"

namespace eventscope::expression {

// What a program reads of an event. Absent values are NULL.
void loadName(Frame& frame, Value* at, const Instruction& with); // shape 0: a NameField
void loadPosition(Frame& frame, Value* at, const Instruction& with);
void loadPartition(Frame& frame, Value* at, const Instruction& with);
void loadOffset(Frame& frame, Value* at, const Instruction& with);
void loadEventTime(Frame& frame, Value* at, const Instruction& with);
void loadObservedTime(Frame& frame, Value* at, const Instruction& with);
void loadEpoch(Frame& frame, Value* at, const Instruction& with);
void loadSequence(Frame& frame, Value* at, const Instruction& with);
void loadKey(Frame& frame, Value* at, const Instruction& with);
void loadId(Frame& frame, Value* at, const Instruction& with);
void loadSubject(Frame& frame, Value* at, const Instruction& with);
void loadCorrelation(Frame& frame, Value* at, const Instruction& with);
void loadCausation(Frame& frame, Value* at, const Instruction& with);
void loadTraceparent(Frame& frame, Value* at, const Instruction& with);
void loadPayload(Frame& frame, Value* at, const Instruction& with);
void loadPayloadSize(Frame& frame, Value* at, const Instruction& with);
void loadHeader(Frame& frame, Value* at, const Instruction& with); // resource: its name, a string
void loadField(Frame& frame, Value* at, const Instruction& with); // resource: its name; shape 0: the TypeKind

/// A value of a row; shape 0 is the number of the column.
void loadColumn(Frame& frame, Value* at, const Instruction& with);

// Around a condition on one interned name (shape 1) with the number of its memo (shape 0): the first jumps over the
// condition where the answer for this name is known, the second remembers it.
void recallVerdict(Frame& frame, Value* at, const Instruction& with);
void learnVerdict(Frame& frame, Value* at, const Instruction& with);

} // namespace eventscope::expression
