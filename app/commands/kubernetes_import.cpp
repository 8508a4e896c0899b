// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/kubernetes_import.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/commands/json_line_text.h"
#include "broker/event/wall_time.h"

namespace eventscope::app::commands {
namespace {

using Json = nlohmann::ordered_json;

/// A text deep inside of an object; empty where there is none.
std::string textAt(const Json& object, std::initializer_list<const char*> path)
{
    const Json* at = &object;
    for (const auto* name : path) {
        if (!at->is_object() || !at->contains(name))
            return {};
        at = &(*at)[name];
    }
    const auto* text = at->get_ptr<const std::string*>();
    return text == nullptr ? std::string() : *text;
}

/// The first of several texts that is not empty.
std::string firstText(const Json& object, std::initializer_list<std::initializer_list<const char*>> paths)
{
    for (const auto& path : paths) {
        if (auto text = textAt(object, path); !text.empty())
            return text;
    }
    return {};
}

/// When it happened last; every one of these may be absent or null.
std::string effectiveTime(const Json& event)
{
    const auto text = firstText(event,
        {{"series", "lastObservedTime"}, {"lastTimestamp"}, {"deprecatedLastTimestamp"}, {"eventTime"},
            {"firstTimestamp"}, {"deprecatedFirstTimestamp"}, {"metadata", "creationTimestamp"}});
    const auto time = parseRfc3339(text);
    return time ? toRfc3339(*time) : std::string();
}

std::string keyOf(const Json& about, const std::string& itsNamespace)
{
    const auto kind = textAt(about, {"kind"});
    const auto name = textAt(about, {"name"});
    if (kind.empty() && name.empty())
        return {};
    return (itsNamespace.empty() ? "" : itsNamespace + "/") + kind + "/" + name;
}

std::string lineOf(const Json& event, const std::string& time)
{
    const auto& about = event.contains("regarding") ? event["regarding"] : event["involvedObject"];
    const auto itsNamespace = textAt(event, {"metadata", "namespace"});
    JsonLineText line;
    line.addText("kind", "kubernetes");
    line.addText("connection", "kubernetes");
    line.addText("channel", itsNamespace.empty() ? "events" : itsNamespace + "/events");
    if (!time.empty())
        line.addText("time", time);
    if (const auto key = keyOf(about, itsNamespace); !key.empty())
        line.addText("key", key);
    const auto uid = textAt(event, {"metadata", "uid"});
    if (!uid.empty())
        line.addText("id", uid + ":" + textAt(event, {"metadata", "resourceVersion"}));
    const auto reporter = firstText(event,
        {{"reportingComponent"}, {"reportingController"}, {"source", "component"}, {"deprecatedSource", "component"}});
    if (!reporter.empty())
        line.addText("source", reporter);
    if (const auto reason = textAt(event, {"reason"}); !reason.empty())
        line.addText("type", reason);
    if (const auto name = textAt(event, {"metadata", "name"}); !name.empty())
        line.addText("subject", name);
    line.addText("datacontenttype", "application/json");
    line.addJson("data", event.dump(-1, ' ', false, Json::error_handler_t::replace));
    return line.take();
}

bool isEvent(const Json& object)
{
    return object.is_object() && (object.contains("involvedObject") || object.contains("regarding"));
}

} // namespace

Result<std::unique_ptr<KubernetesImport>> KubernetesImport::open(LineSource& source)
{
    const auto text = source.takeAll();
    if (!text)
        return tl::unexpected(text.error());
    const auto root = Json::parse(*text, nullptr, false);
    if (root.is_discarded())
        return failure(Fault::Invalid, "The text is neither one JSON object a line nor one whole JSON document.");
    auto items = root.is_object() && root.contains("items") ? root["items"] : Json::array({root});
    auto reader = std::make_unique<KubernetesImport>();
    std::size_t number = 0;
    for (const auto& item : items) {
        ++number;
        if (!isEvent(item))
            return failure(Fault::Invalid,
                "Item " + std::to_string(number)
                    + " of the list is no Kubernetes event: it has neither involvedObject nor regarding.");
        auto time = effectiveTime(item);
        auto line = lineOf(item, time);
        reader->m_items.push_back({std::move(time), std::move(line)});
    }
    std::stable_sort(
        reader->m_items.begin(), reader->m_items.end(), [](const Item& a, const Item& b) { return a.time < b.time; });
    return reader;
}

Result<std::optional<std::string>> KubernetesImport::next()
{
    if (m_next == m_items.size())
        return std::optional<std::string>();
    return std::optional(std::move(m_items[m_next++].line));
}

} // namespace eventscope::app::commands
