// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "broker/stream/redaction.h"

namespace eventscope::stream {
namespace {

constexpr std::array<std::string_view, 8> AttributeNames{
    "key", "id", "subject", "source", "producer", "correlationid", "causationid", "traceparent"};

tl::unexpected<Error> refuse(std::string_view rule, std::string_view why)
{
    return failure(Fault::Invalid, "redaction rule '" + std::string(rule.substr(0, 200)) + "': " + std::string(why));
}

bool isNamePart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Takes a quoted text off the front; the quote itself is written twice inside.
std::optional<std::string> takeQuoted(std::string_view& rest, char quote)
{
    if (!rest.starts_with(quote))
        return std::nullopt;
    std::string text;
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] != quote) {
            text += rest[i];
        } else if (i + 1 < rest.size() && rest[i + 1] == quote) {
            text += quote;
            ++i;
        } else {
            rest.remove_prefix(i + 1);
            return text;
        }
    }
    return std::nullopt;
}

std::optional<std::string> takeStep(std::string_view& rest)
{
    if (rest.starts_with('`'))
        return takeQuoted(rest, '`');
    const auto end = std::find_if_not(rest.begin(), rest.end(), isNamePart);
    std::string step(rest.begin(), end);
    rest.remove_prefix(step.size());
    return step.empty() ? std::nullopt : std::optional(std::move(step));
}

/// Reads `.a.b`; false where that is not what stands there.
bool readSteps(std::string_view rest, std::vector<std::string>& steps)
{
    while (!rest.empty()) {
        if (!rest.starts_with('.'))
            return false;
        rest.remove_prefix(1);
        auto step = takeStep(rest);
        if (!step)
            return false;
        steps.push_back(*std::move(step));
    }
    return true;
}

bool isConnectorField(std::string_view name)
{
    const auto dot = name.find('.');
    return dot != std::string_view::npos && dot > 0 && dot + 1 < name.size()
        && std::all_of(name.begin(), name.end(), [](char c) { return isNamePart(c) || c == '.'; });
}

} // namespace

Result<RedactionRule> parseRedactionRule(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t");
    const auto end = text.find_last_not_of(" \t");
    const auto trimmed = begin == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
    const auto space = trimmed.find_last_of(" \t");
    const auto action = space == std::string_view::npos ? std::string_view() : trimmed.substr(space + 1);
    if (action != "hash" && action != "drop")
        return refuse(text, "expected a field and 'hash' or 'drop', such as: data.card.number hash");
    auto field = trimmed.substr(0, space);
    field = field.substr(0, field.find_last_not_of(" \t") + 1);

    RedactionRule rule;
    rule.action = action == "hash" ? RedactionRule::Action::Hash : RedactionRule::Action::Drop;
    if (field.starts_with("headers[")) {
        auto rest = field.substr(std::string_view("headers[").size());
        auto name = takeQuoted(rest, '\'');
        if (!name || name->empty() || rest != "]")
            return refuse(text, "expected headers['NAME']");
        rule.part = RedactionRule::Part::Header;
        rule.name = *std::move(name);
        return rule;
    }
    if (field == "data" || field.starts_with("data.")) {
        rule.part = RedactionRule::Part::Payload;
        if (!readSteps(field.substr(4), rule.steps))
            return refuse(text, "expected data.NAME.NAME, with names that are not letters, digits and _ in backquotes");
        return rule;
    }
    if (std::find(AttributeNames.begin(), AttributeNames.end(), field) == AttributeNames.end()
        && !isConnectorField(field))
        return refuse(text,
            "only key, id, subject, source, producer, correlationid, causationid, traceparent, "
            "headers['NAME'], data, data.NAME and the fields of a connector can be redacted");
    rule.name = field;
    return rule;
}

} // namespace eventscope::stream
