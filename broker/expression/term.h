// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "broker/expression/program.h"
#include "broker/expression/syntax.h"
#include "broker/expression/type.h"

namespace eventscope::expression {

/// The fields whose texts are interned: conditions on them are evaluated once for each distinct text.
enum class NameField : std::uint8_t { None, Connection, Channel, Producer, Source, Type, ContentType, Kind };

/// An expression with types: what the checker makes and the program builder turns into instructions.
struct Term {
    enum class Form : std::uint8_t {
        Constant,
        Load, ///< a value of the event or row
        Call, ///< all arguments, then the operation
        And, ///< from left to right, until one is false
        Or, ///< from left to right, until one is true
        Case, ///< condition, result, condition, result, …, otherwise
        Coalesce, ///< the first that is not NULL
        Let, ///< arguments[0] once, used by arguments[1] through Shared
        Shared, ///< the value of the Let with the same number
    };

    Form form = Form::Constant;
    Type type;
    Place place;
    Operation run = nullptr;
    std::array<std::int16_t, 6> shape{};
    std::shared_ptr<const void> resource;
    Value constant;
    NameField name = NameField::None;
    int shared = 0; ///< number of a Let
    std::vector<Term> arguments;

    [[nodiscard]] bool isConstant() const { return form == Form::Constant; }
    [[nodiscard]] bool isNull() const { return isConstant() && constant.isNull; }
    /// The operation gives NULL where an argument is NULL, and nothing else does.
    [[nodiscard]] static Term call(Operation run, Type type, std::vector<Term> arguments, const Place& place)
    {
        Term term;
        term.form = Form::Call;
        term.type = type;
        term.run = run;
        term.arguments = std::move(arguments);
        term.place = place;
        return term;
    }
    [[nodiscard]] static Term ofText(std::string text, Type type, const Place& place)
    {
        Term term;
        term.type = type.withNullable(false);
        term.place = place;
        auto kept = std::make_shared<const std::string>(std::move(text));
        term.constant.setText(*kept);
        term.resource = std::move(kept);
        return term;
    }
    [[nodiscard]] static Term ofValue(const Value& value, Type type, const Place& place)
    {
        Term term;
        term.type = type.withNullable(value.isNull);
        term.place = place;
        term.constant = value;
        return term;
    }
};

/// The text of a constant text.
[[nodiscard]] inline std::string_view constantText(const Term& term) { return term.constant.text; }

/// One list of arguments from several terms.
template <class... Terms> [[nodiscard]] std::vector<Term> listOf(Terms&&... terms)
{
    std::vector<Term> list;
    list.reserve(sizeof...(terms));
    (list.push_back(std::forward<Terms>(terms)), ...);
    return list;
}

} // namespace eventscope::expression
