// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/expression/program.h"

namespace eventscope::expression {

// Arguments and results are texts, positions and lengths are integers; a NULL argument gives NULL unless said
// otherwise.
void upperText(Frame& frame, Value* at, const Instruction& with);
void lowerText(Frame& frame, Value* at, const Instruction& with);
void capitalText(Frame& frame, Value* at, const Instruction& with); // INITCAP
void textLength(Frame& frame, Value* at, const Instruction& with);
void subText(Frame& frame, Value* at, const Instruction& with); // text, start[, length]
void leftText(Frame& frame, Value* at, const Instruction& with);
void rightText(Frame& frame, Value* at, const Instruction& with);
/// text, characters; shape 0: 1 = from the front, 2 = from the end, 3 = both.
void trimText(Frame& frame, Value* at, const Instruction& with);
void positionInText(Frame& frame, Value* at, const Instruction& with); // part, whole
void positionOfText(Frame& frame, Value* at, const Instruction& with); // whole, part
void replaceText(Frame& frame, Value* at, const Instruction& with);
void joinTexts(Frame& frame, Value* at, const Instruction& with); // CONCAT, ||
void joinTextsWithSeparator(Frame& frame, Value* at, const Instruction& with); // CONCAT_WS: skips NULLs
void padLeft(Frame& frame, Value* at, const Instruction& with); // text, length, pad
void padRight(Frame& frame, Value* at, const Instruction& with);
void repeatText(Frame& frame, Value* at, const Instruction& with);
void reverseText(Frame& frame, Value* at, const Instruction& with);
void textStartsWith(Frame& frame, Value* at, const Instruction& with);
void textEndsWith(Frame& frame, Value* at, const Instruction& with);
void splitIndex(Frame& frame, Value* at, const Instruction& with); // text, separator, index from 0

} // namespace eventscope::expression
