// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/channel_styles.h"

#include <QGuiApplication>
#include <QPalette>

#include <array>
#include <cmath>

namespace eventscope::inspect {
namespace {

/// Hues that people with the common colour blindnesses can tell apart by lightness or name, in degrees.
constexpr std::array<int, 12> Hues{210, 28, 145, 340, 265, 178, 48, 0, 230, 95, 300, 16};

/// FNV-1a: the same colour for the same name in every session and on every machine.
std::uint32_t hashOf(const QString& text)
{
    std::uint32_t hash = 2166136261U;
    const auto utf8 = text.toUtf8();
    for (const char byte : utf8)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
    return hash;
}

bool isDark() { return QGuiApplication::palette().color(QPalette::Base).lightness() < 128; }

QColor colourByName(const QString& channel)
{
    const auto hash = hashOf(channel);
    const auto hue = Hues.at(hash % Hues.size());
    const auto shade = static_cast<int>((hash / Hues.size()) % 3) * 10;
    return isDark() ? QColor::fromHsl(hue, 150, 165 - shade) : QColor::fromHsl(hue, 165, 82 + shade);
}

} // namespace

QColor ChannelStyles::colour(const QString& channel) const
{
    const auto style = m_styles.constFind(channel);
    if (style != m_styles.constEnd() && style->colour.isValid())
        return style->colour;
    return colourByName(channel);
}

QString ChannelStyles::label(const QString& channel) const
{
    const auto style = m_styles.constFind(channel);
    return style != m_styles.constEnd() && !style->alias.isEmpty() ? style->alias : channel;
}

void ChannelStyles::setStyle(const QString& channel, const Style& style)
{
    if (m_styles.value(channel) == style)
        return;
    if (style == Style{})
        m_styles.remove(channel);
    else
        m_styles.insert(channel, style);
    emit changed();
}

void ChannelStyles::setStyles(const QHash<QString, Style>& styles)
{
    if (m_styles == styles)
        return;
    m_styles = styles;
    emit changed();
}

} // namespace eventscope::inspect
