// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "broker/scenario/dice.h"

namespace eventscope::scenario {

/// What the placeholders of a payload stand for.
struct TemplateValues {
    const std::string& order;
    const nlohmann::ordered_json& data; ///< what was seen of the order so far
    const nlohmann::ordered_json& lists; ///< to pick from
    Dice& dice;
};

/// Fills the placeholders (README.md) of a payload. A text that is one placeholder becomes its value with its type;
/// what cannot be resolved becomes null, or nothing inside a longer text.
[[nodiscard]] nlohmann::ordered_json fillTemplate(const nlohmann::ordered_json& form, const TemplateValues& values);

} // namespace eventscope::scenario
