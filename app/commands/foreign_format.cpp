// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/foreign_format.h"

#include <nlohmann/json.hpp>

#include "app/commands/safe_text.h"

namespace eventscope::app::commands {
namespace {

std::string jsonText(std::string_view text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string jsonText(std::optional<std::string_view> text) { return text ? jsonText(*text) : "null"; }

} // namespace

void KcatFormat::append(std::string& to, const EventView& event, const Names& names)
{
    bool isText = isUtf8(event.key().value_or("")) && isUtf8(event.payload().value_or(""));
    to += "{\"topic\":" + jsonText(names.channels.text(event->channel));
    to += ",\"partition\":" + std::to_string(event->partition == Event::NoPartition ? 0 : event->partition);
    to += ",\"offset\":"
        + std::to_string(
            event->offset == Event::NoOffset ? static_cast<std::int64_t>(event.position().value()) : event->offset);
    if (event->axisTime() != NoTime) {
        const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(event->axisTime().time_since_epoch());
        to += ",\"tstype\":\"create\",\"ts\":" + std::to_string(milliseconds.count());
    }
    to += ",\"broker\":0";
    bool isFirst = true;
    for (const auto& header : event.headers()) {
        isText = isText && isUtf8(header.name) && isUtf8(header.value.value_or(""));
        to += isFirst ? ",\"headers\":[" : ",";
        isFirst = false;
        to += jsonText(header.name) + "," + jsonText(header.value);
    }
    if (!isFirst)
        to += "]";
    to += ",\"key\":" + jsonText(event.key()) + ",\"payload\":" + jsonText(event.payload()) + "}\n";
    if (!isText)
        ++m_replaced;
}

std::string_view KcatFormat::whyUnfaithful() const
{
    return "the kcat form carries text only, and bytes that are no UTF-8 were replaced";
}

void KubernetesFormat::begin(std::string& to) { to += R"({"apiVersion":"v1","items":[)"; }

void KubernetesFormat::append(std::string& to, const EventView& event, const Names& /*names*/)
{
    const auto payload = event.payload().value_or("");
    const auto start = payload.find_first_not_of(" \t\r\n");
    const bool isObject = start != std::string_view::npos && payload[start] == '{' && nlohmann::json::accept(payload);
    if (event->kind != EventKind::Kubernetes || !isObject) {
        ++m_leftOut;
        return;
    }
    to += m_items++ == 0 ? "\n" : ",\n";
    to += payload;
}

void KubernetesFormat::end(std::string& to)
{
    to += m_items == 0 ? "" : "\n";
    to += R"(],"kind":"List","metadata":{"resourceVersion":""}})";
    to += '\n';
}

std::string_view KubernetesFormat::whyUnfaithful() const
{
    return "a kubectl list holds Kubernetes events only, and the others were left out";
}

} // namespace eventscope::app::commands
