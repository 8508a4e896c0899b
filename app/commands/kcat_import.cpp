// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/kcat_import.h"

#include <nlohmann/json.hpp>

#include "app/commands/json_line_text.h"
#include "broker/event/wall_time.h"

namespace eventscope::app::commands {
namespace {

using Json = nlohmann::ordered_json;

std::string compact(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// kcat prints decoded values (`-s avro`) as JSON inside of its line; they are kept as JSON texts.
std::string bytesOf(const Json& value)
{
    const auto* text = value.get_ptr<const std::string*>();
    return text != nullptr ? *text : compact(value);
}

/// `["name","value",…]` as `[["name","value"],…]`.
std::string pairs(const Json& flat)
{
    auto list = Json::array();
    for (std::size_t i = 0; i + 1 < flat.size(); i += 2)
        list.push_back(Json::array(
            {flat[i], flat[i + 1].is_string() || flat[i + 1].is_null() ? flat[i + 1] : Json(compact(flat[i + 1]))}));
    return compact(list);
}

} // namespace

Result<std::optional<std::string>> KcatImport::next()
{
    auto text = m_source.take();
    while (text && *text && (*text)->find_first_not_of(" \t\r") == std::string::npos)
        text = m_source.take();
    if (!text || !*text)
        return text;
    const auto object = Json::parse(**text, nullptr, false);
    const auto topic = object.is_object() ? object.value("topic", Json()) : Json();
    if (!topic.is_string())
        return failure(Fault::Invalid,
            "line " + std::to_string(m_source.line()) + ": an object with a topic, as 'kcat -J' prints, was expected.");
    JsonLineText line;
    line.addText("kind", "message");
    line.addText("connection", "kafka");
    line.addText("channel", topic.get<std::string>());
    for (const auto* name : {"partition", "offset"}) {
        const auto number = object.value(name, Json());
        if (number.is_number_integer() && number >= 0)
            line.addJson(name, number.dump());
    }
    const auto time = object.value("ts", Json());
    if (time.is_number_integer() && time > 0 && time < std::int64_t{9'000'000'000'000})
        line.addText("time", toRfc3339(fromNanoseconds(time.get<std::int64_t>() * 1'000'000)));
    const auto key = object.value("key", Json());
    if (!key.is_null())
        line.addBytes("key_base64", bytesOf(key));
    const auto headers = object.value("headers", Json());
    if (headers.is_array() && !headers.empty())
        line.addJson("headers", pairs(headers));
    const auto payload = object.value("payload", Json());
    if (payload.is_null())
        line.addJson("data", "null");
    else
        line.addBytes("data_base64", bytesOf(payload));
    return std::optional(line.take());
}

} // namespace eventscope::app::commands
