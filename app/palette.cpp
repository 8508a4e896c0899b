// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/palette.h"

#include <QApplication>
#include <QFile>
#include <QPainter>
#include <QStyleFactory>
#include <QSvgRenderer>

#include <array>
#include <cmath>
#include <utility>

// Q_INIT_RESOURCE has to stand outside of every namespace.
static void initCompiledIn() { Q_INIT_RESOURCE(resources); }

namespace eventscope::app {
namespace {

using Role = std::pair<QPalette::ColorRole, QRgb>;

template <std::size_t Count>
QPalette make(const std::array<Role, Count>& roles, QRgb disabledText, QRgb disabledHighlight)
{
    QPalette palette;
    for (const auto& [role, colour] : roles)
        palette.setColor(QPalette::All, role, QColor(colour));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, QColor(disabledText));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(disabledHighlight));
    return palette;
}

double luminance(const QColor& colour)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

QPixmap draw(QByteArray svg, const QColor& colour, int size)
{
    svg.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

} // namespace

QPalette lightPalette()
{
    return make(std::array<Role, 20>{{
                    {QPalette::Window, 0xfff3f4f6},
                    {QPalette::WindowText, 0xff1b1f24},
                    {QPalette::Base, 0xffffffff},
                    {QPalette::AlternateBase, 0xfff4f6f8},
                    {QPalette::Text, 0xff1b1f24},
                    {QPalette::Button, 0xffe7eaee},
                    {QPalette::ButtonText, 0xff1b1f24},
                    {QPalette::BrightText, 0xffb3261e},
                    {QPalette::Highlight, 0xff1f5fbf},
                    {QPalette::HighlightedText, 0xffffffff},
                    {QPalette::Link, 0xff0b57c4},
                    {QPalette::LinkVisited, 0xff6b3fa0},
                    {QPalette::ToolTipBase, 0xfffffbe6},
                    {QPalette::ToolTipText, 0xff1b1f24},
                    {QPalette::PlaceholderText, 0xff5f6873},
                    {QPalette::Light, 0xffffffff},
                    {QPalette::Midlight, 0xffe9ecef},
                    {QPalette::Mid, 0xffb8c0c9},
                    {QPalette::Dark, 0xff8d96a1},
                    {QPalette::Shadow, 0xff5c6670},
                }},
        0xff7b848f, 0xffa9b4c1);
}

QPalette darkPalette()
{
    return make(std::array<Role, 20>{{
                    {QPalette::Window, 0xff1e2227},
                    {QPalette::WindowText, 0xffe4e7eb},
                    {QPalette::Base, 0xff16191d},
                    {QPalette::AlternateBase, 0xff1b1f24},
                    {QPalette::Text, 0xffe4e7eb},
                    {QPalette::Button, 0xff2b3038},
                    {QPalette::ButtonText, 0xffe4e7eb},
                    {QPalette::BrightText, 0xffff8a80},
                    {QPalette::Highlight, 0xff2a64bd},
                    {QPalette::HighlightedText, 0xffffffff},
                    {QPalette::Link, 0xff7db3ff},
                    {QPalette::LinkVisited, 0xffc3a6f2},
                    {QPalette::ToolTipBase, 0xff2f353d},
                    {QPalette::ToolTipText, 0xffe4e7eb},
                    {QPalette::PlaceholderText, 0xff9aa4b0},
                    {QPalette::Light, 0xff3a414b},
                    {QPalette::Midlight, 0xff333942},
                    {QPalette::Mid, 0xff4a525d},
                    {QPalette::Dark, 0xff121519},
                    {QPalette::Shadow, 0xff0b0d10},
                }},
        0xff7f8894, 0xff3d4a5c);
}

bool isDark(const QPalette& palette)
{
    return luminance(palette.color(QPalette::Window)) < luminance(palette.color(QPalette::WindowText));
}

void applyPalette(QApplication& application, PaletteChoice choice)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    bool dark = choice == PaletteChoice::Dark;
    if (choice == PaletteChoice::System) {
        application.setPalette(QPalette()); // takes back ours, so that the desktop's own shows
        dark = isDark(application.palette());
    }
    application.setPalette(dark ? darkPalette() : lightPalette());
}

double contrast(const QColor& a, const QColor& b)
{
    const auto first = luminance(a) + 0.05;
    const auto second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

void loadResources() { initCompiledIn(); }

QIcon tintedIcon(const QString& name, const QPalette& palette)
{
    QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto svg = file.readAll();
    QIcon icon;
    for (const int size : {16, 24, 32, 48}) {
        icon.addPixmap(draw(svg, palette.color(QPalette::Active, QPalette::ButtonText), size), QIcon::Normal);
        icon.addPixmap(draw(svg, palette.color(QPalette::Disabled, QPalette::ButtonText), size), QIcon::Disabled);
    }
    return icon;
}

} // namespace eventscope::app
