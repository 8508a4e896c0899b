// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/json_line_text.h"

#include <QByteArray>

#include <utility>

#include <nlohmann/json.hpp>

namespace eventscope::app::commands {
namespace {

std::string jsonText(std::string_view text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

void JsonLineText::addName(std::string_view name)
{
    if (m_text.size() > 1)
        m_text += ',';
    m_text += jsonText(name) + ":";
}

void JsonLineText::addJson(std::string_view name, std::string_view json)
{
    addName(name);
    m_text += json;
}

void JsonLineText::addText(std::string_view name, std::string_view text)
{
    addName(name);
    m_text += jsonText(text);
}

void JsonLineText::addBytes(std::string_view name, std::string_view bytes)
{
    addName(name);
    const auto base64 = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64();
    m_text += '"' + base64.toStdString() + '"';
}

std::string JsonLineText::take() { return std::exchange(m_text, "{") + "}"; }

} // namespace eventscope::app::commands
