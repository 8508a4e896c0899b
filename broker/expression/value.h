// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace eventscope::expression {

__extension__ typedef __int128 Int128; // a typedef, since __extension__ does not take an alias
__extension__ typedef unsigned __int128 UInt128; // the same

/// One value of a typed expression. Which member holds it follows from the type that the compiler gave it:
/// `integer` for BOOLEAN (0, 1), integers, DATE (days since 1970) and intervals (months, milliseconds); `real` for
/// FLOAT and DOUBLE; `big` for DECIMAL (without its point) and timestamps (nanoseconds since 1970); `text` for texts.
/// A text is UTF-8 and belongs to the event, to the program, or to the scratch until its next evaluation.
struct Value {
    bool isNull = true;
    union {
        Int128 big;
        std::int64_t integer;
        double real;
        std::string_view text;
    };

    Value()
        : integer(0)
    {
    }

    [[nodiscard]] static Value ofInteger(std::int64_t number)
    {
        Value value;
        value.setInteger(number);
        return value;
    }
    [[nodiscard]] static Value ofReal(double number)
    {
        Value value;
        value.setReal(number);
        return value;
    }
    [[nodiscard]] static Value ofBig(Int128 number)
    {
        Value value;
        value.setBig(number);
        return value;
    }
    [[nodiscard]] static Value ofText(std::string_view bytes)
    {
        Value value;
        value.setText(bytes);
        return value;
    }

    void setNull() { isNull = true; }
    void setInteger(std::int64_t number)
    {
        isNull = false;
        integer = number;
    }
    void setBoolean(bool truth) { setInteger(truth ? 1 : 0); }
    void setReal(double number)
    {
        isNull = false;
        real = number;
    }
    void setBig(Int128 number)
    {
        isNull = false;
        big = number;
    }
    void setText(std::string_view bytes)
    {
        isNull = false;
        text = bytes;
    }
};

} // namespace eventscope::expression
