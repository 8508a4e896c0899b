// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/info_report.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "app/commands/safe_text.h"

namespace eventscope::app::commands {
namespace {

using Json = nlohmann::ordered_json;

std::string timeText(WallTime time) { return time == NoTime ? "-" : toRfc3339(time); }

Json timeJson(WallTime time) { return time == NoTime ? Json() : Json(toRfc3339(time)); }

void addSystem(Json& object, const InfoReport& report)
{
    for (const auto& [key, value] : report.system)
        object["system"][key] = value;
}

std::string rateText(double rate)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", rate);
    return text.data();
}

} // namespace

void InfoReport::add(const std::string& itsConnection, const std::string& channel, std::uint64_t bytes, WallTime time)
{
    auto& row = channels[{itsConnection, channel}];
    ++row.events;
    row.bytes += bytes;
    if (time == NoTime)
        return;
    row.first = row.first == NoTime ? time : std::min(row.first, time);
    row.last = std::max(row.last, time);
}

void InfoReport::merge(const std::string& itsConnection, const SystemDescription& description)
{
    connection = itsConnection;
    system = description.system;
    footprint = description.footprint;
    for (const auto& channel : description.channels)
        channels[{itsConnection, channel.name}].facts = channel.facts;
}

std::string jsonInfo(const InfoReport& report)
{
    std::string text;
    for (const auto& [name, channel] : report.channels) {
        Json object;
        object["connection"] = name.first;
        object["channel"] = name.second;
        object["events"] = channel.events;
        object["bytes"] = channel.bytes;
        object["first"] = timeJson(channel.first);
        object["last"] = timeJson(channel.last);
        if (report.observedSeconds > 0)
            object["rate"] = static_cast<double>(channel.events) / report.observedSeconds;
        for (const auto& [key, value] : channel.facts)
            object[key] = value;
        addSystem(object, report);
        text += object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    if (report.channels.empty() && !report.system.empty()) {
        Json object;
        object["connection"] = report.connection;
        addSystem(object, report);
        text = object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    return text;
}

std::string textInfo(const InfoReport& report)
{
    std::string text;
    for (const auto& [key, value] : report.system)
        text += safeText(key) + ": " + safeText(value) + "\n";
    for (const auto& sentence : report.footprint)
        text += "visible of us: " + safeText(sentence) + "\n";
    std::string connection;
    for (const auto& [name, channel] : report.channels) {
        if (name.first != connection || text.empty())
            text += safeText(name.first.empty() ? "(no connection)" : name.first) + "\n";
        connection = name.first;
        text += "  " + safeText(name.second.empty() ? "(no channel)" : name.second) + ": "
            + std::to_string(channel.events) + " events, " + std::to_string(channel.bytes) + " bytes";
        if (report.observedSeconds > 0)
            text += ", " + rateText(static_cast<double>(channel.events) / report.observedSeconds) + " a second";
        if (channel.first != NoTime)
            text += ", " + timeText(channel.first) + " to " + timeText(channel.last);
        for (const auto& [key, value] : channel.facts)
            text += ", " + safeText(key) + " " + safeText(value);
        text += "\n";
    }
    return text;
}

} // namespace eventscope::app::commands
