// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/value_set.h"

#include <algorithm>

#include "broker/expression/strict.h"

namespace eventscope::expression {
namespace {

void setFound(Value* at, bool isFound, const ValueSet& set)
{
    if (!isFound && set.hasNull)
        at->setNull();
    else
        at->setBoolean(isFound);
}

} // namespace

void isInTexts(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto& set = *static_cast<const ValueSet*>(with.resource);
    setFound(at, std::binary_search(set.texts.begin(), set.texts.end(), at->text), set);
}

void isInIntegers(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto& set = *static_cast<const ValueSet*>(with.resource);
    setFound(at, std::binary_search(set.integers.begin(), set.integers.end(), at->integer), set);
}

} // namespace eventscope::expression
