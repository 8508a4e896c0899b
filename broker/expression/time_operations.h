// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/expression/program.h"

namespace eventscope::expression {

// Time and interval; shape 0 is 1 or -1. A date takes whole days.
void addDuration(Frame& frame, Value* at, const Instruction& with); // timestamp, milliseconds
void addDurationToDate(Frame& frame, Value* at, const Instruction& with); // date, milliseconds
void addMonthsToTime(Frame& frame, Value* at, const Instruction& with); // timestamp, months
void addMonthsToDate(Frame& frame, Value* at, const Instruction& with); // date, months

/// A number of units times the length of one; fails where that is longer than time is.
void multiplyLength(Frame& frame, Value* at, const Instruction& with);
/// TIMESTAMPDIFF of two timestamps; shape 0 is the calendar::Unit.
void timeDifference(Frame& frame, Value* at, const Instruction& with);
void extractFromTime(Frame& frame, Value* at, const Instruction& with);
void extractFromDate(Frame& frame, Value* at, const Instruction& with);
void floorTime(Frame& frame, Value* at, const Instruction& with);
void ceilTime(Frame& frame, Value* at, const Instruction& with);
/// TO_TIMESTAMP_LTZ of a number; shape 0 is 0 for seconds, 3 for milliseconds.
void timeFromNumber(Frame& frame, Value* at, const Instruction& with);

} // namespace eventscope::expression
