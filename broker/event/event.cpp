// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/event.h"

#include <algorithm>
#include <array>
#include <string>

namespace eventscope {
namespace {

constexpr std::array<std::string_view, 8> KindTexts{
    "message", "delivery", "acknowledgement", "derived", "control", "kubernetes", "injected", "gap"};

} // namespace

std::string_view toText(EventKind kind) { return KindTexts.at(static_cast<std::size_t>(kind)); }

Result<EventKind> parseEventKind(std::string_view text)
{
    const auto* const found = std::find(KindTexts.begin(), KindTexts.end(), text);
    if (found != KindTexts.end())
        return static_cast<EventKind>(found - KindTexts.begin());
    std::string known;
    for (const auto kind : KindTexts)
        known.append(known.empty() ? "" : ", ").append(kind);
    return failure(Fault::Invalid, "kind '" + std::string(text.substr(0, 64)) + "': expected one of " + known);
}

} // namespace eventscope
