// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <string_view>

#include "broker/expression/decimal.h"
#include "broker/expression/number_operations.h"
#include "broker/expression/strict.h"

namespace eventscope::expression {
namespace {

constexpr int Unordered = 2; // a NaN is neither below, above nor equal to anything

// Each says below 0, 0, or 1 for a value that is below, equal or above.
struct Integers {
    static int order(const Value& a, const Value& b, const Instruction&)
    {
        return a.integer < b.integer ? -1 : (a.integer > b.integer ? 1 : 0);
    }
};
struct Reals {
    static int order(const Value& a, const Value& b, const Instruction&)
    {
        return a.real < b.real ? -1 : (a.real > b.real ? 1 : (a.real == b.real ? 0 : Unordered));
    }
};
struct Texts { // the bytes of UTF-8 sort as code points do
    static int order(const Value& a, const Value& b, const Instruction&)
    {
        const auto order = a.text.compare(b.text);
        return order < 0 ? -1 : (order > 0 ? 1 : 0);
    }
};
struct Bigs {
    static int order(const Value& a, const Value& b, const Instruction&)
    {
        return a.big < b.big ? -1 : (a.big > b.big ? 1 : 0);
    }
};
struct Decimals {
    static int order(const Value& a, const Value& b, const Instruction& with)
    {
        return decimal::compare(a.big, with.shape[0], b.big, with.shape[1]);
    }
};

struct Equal {
    static bool holds(int order) { return order == 0; }
};
struct NotEqual {
    static bool holds(int order) { return order != 0; }
};
struct Below {
    static bool holds(int order) { return order < 0; }
};
struct Above {
    static bool holds(int order) { return order == 1; }
};
struct AtMost {
    static bool holds(int order) { return order <= 0; }
};
struct AtLeast {
    static bool holds(int order) { return order == 0 || order == 1; }
};

template <class Kind, class Wanted> void compare(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBoolean(Wanted::holds(Kind::order(at[0], at[1], with)));
}

void textsAreEqual(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBoolean(at[0].text == at[1].text); // compares the lengths first
}

template <class Kind> Operation comparisonFor(std::string_view sign)
{
    if (sign == "=")
        return compare<Kind, Equal>;
    if (sign == "<>")
        return compare<Kind, NotEqual>;
    if (sign == "<")
        return compare<Kind, Below>;
    if (sign == ">")
        return compare<Kind, Above>;
    return sign == "<=" ? compare<Kind, AtMost> : compare<Kind, AtLeast>;
}

template <class Kind, int wanted> void pickExtreme(Frame&, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    for (std::uint32_t i = 1; i < with.count; ++i) {
        if (Kind::order(at[i], at[0], with) == wanted)
            at[0] = at[i];
    }
}

template <class Kind> Operation extremeFor(bool isGreatest)
{
    return isGreatest ? pickExtreme<Kind, 1> : pickExtreme<Kind, -1>;
}

} // namespace

Operation comparison(std::string_view sign, const Type& type)
{
    if (type.isText())
        return sign == "=" ? textsAreEqual : comparisonFor<Texts>(sign);
    if (type.isApproximate())
        return comparisonFor<Reals>(sign);
    if (type.kind == TypeKind::Decimal)
        return comparisonFor<Decimals>(sign);
    return type.isTimestamp() ? comparisonFor<Bigs>(sign) : comparisonFor<Integers>(sign);
}

Operation extreme(bool isGreatest, const Type& type)
{
    if (type.isText())
        return extremeFor<Texts>(isGreatest);
    if (type.isApproximate())
        return extremeFor<Reals>(isGreatest);
    return type.kind == TypeKind::Decimal || type.isTimestamp() ? extremeFor<Bigs>(isGreatest)
                                                                : extremeFor<Integers>(isGreatest);
}

} // namespace eventscope::expression
