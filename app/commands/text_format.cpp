// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/text_format.h"

#include <array>
#include <functional>
#include <variant>

#include "app/commands/safe_text.h"

namespace eventscope::app::commands {
namespace {

constexpr std::string_view Dim = "\033[2m";
constexpr std::string_view Bold = "\033[1m";
constexpr std::string_view Red = "\033[31m";
constexpr std::string_view Reset = "\033[0m";
// Legible on dark and light grounds; a channel keeps its colour from run to run.
constexpr std::array<std::string_view, 6> ChannelColours{
    "\033[32m", "\033[33m", "\033[34m", "\033[35m", "\033[36m", "\033[94m"};
constexpr std::size_t NameLimit = 200;

std::string fieldText(const EventView& event, std::string_view name)
{
    const auto value = findField(event.bytes(event->fields), name);
    if (!value)
        return {};
    if (const auto* text = std::get_if<std::string_view>(&*value))
        return std::string(*text);
    if (const auto* number = std::get_if<std::uint64_t>(&*value))
        return std::to_string(*number);
    if (const auto* number = std::get_if<std::int64_t>(&*value))
        return std::to_string(*number);
    return {};
}

/// Milliseconds are enough for people: `2026-03-01T14:02:11.482Z`.
std::string shortTime(WallTime time)
{
    if (time == NoTime)
        return "-";
    auto text = toRfc3339(time);
    return text.substr(0, text.size() - 7) + "Z";
}

} // namespace

std::string gapSentence(const EventView& gap, const Names& names)
{
    auto sentence = "gap on connection '" + std::string(names.connections.text(gap->connection)) + "'";
    if (gap->channel)
        sentence += ", channel '" + std::string(names.channels.text(gap->channel)) + "'";
    const auto from = fieldText(gap, "from");
    const auto to = fieldText(gap, "to");
    if (!from.empty())
        sentence += ", from " + from + " to " + to;
    const auto count = fieldText(gap, "count");
    sentence +=
        count.empty() ? ": an unknown number of events is missing." : ": at least " + count + " events are missing.";
    const auto reason = fieldText(gap, "reason");
    return reason.empty() ? sentence : sentence + " " + reason;
}

void TextFormat::appendColoured(std::string& to, std::string_view colour, std::string_view text) const
{
    if (m_hasColours)
        to += colour;
    to += text;
    if (m_hasColours)
        to += Reset;
}

void TextFormat::append(std::string& to, const EventView& event, const Names& names)
{
    appendColoured(to, Dim, shortTime(event->axisTime()));
    to += ' ';
    const auto channel = names.channels.text(event->channel);
    const auto colour = ChannelColours[std::hash<std::string_view>{}(channel) % ChannelColours.size()];
    appendColoured(to, colour, channel.empty() ? "-" : safeText(channel, NameLimit));
    if (event->kind == EventKind::Gap) {
        to += ' ';
        appendColoured(to, Red, safeText(gapSentence(event, names)));
        to += '\n';
        return;
    }
    if (event->kind != EventKind::Message)
        to += " [" + std::string(toText(event->kind)) + "]";
    if (const auto key = event.key()) {
        to += ' ';
        appendColoured(to, Bold, safeText(*key, NameLimit));
    }
    if (event->type)
        to += " " + safeText(names.types.text(event->type), NameLimit);
    const auto payload = event.payload();
    if (!payload) {
        to += ' ';
        appendColoured(to, Dim, "(no payload: tombstone)");
    } else {
        to += ' ';
        appendColoured(to, Dim, std::to_string(payload->size()) + " B");
        if (!payload->empty())
            to += " " + safeText(*payload, PayloadLimit);
    }
    to += '\n';
}

} // namespace eventscope::app::commands
