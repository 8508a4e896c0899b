// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/sources/sources_delegate.h"

#include <QPainter>

#include "broker/plugin/connection_state.h"
#include "inspectors/sources/sources_model.h"

namespace eventscope::inspect::sources {

QPixmap SourcesDelegate::mark(Shape shape, const QColor& colour, int size, qreal ratio) const
{
    constexpr qsizetype MaxMarks = 1000;
    const auto key = QStringLiteral("%1 %2 %3 %4").arg(static_cast<int>(shape)).arg(colour.rgb()).arg(size).arg(ratio);
    if (const auto found = m_marks.constFind(key); found != m_marks.constEnd())
        return *found;
    QPixmap pixmap((QSizeF(size, size) * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto margin = size / 5.0;
    const QRectF box(margin, margin, size - 2 * margin, size - 2 * margin);
    painter.setPen(shape == Shape::Ring ? QPen(colour, size / 7.0) : QPen(Qt::NoPen));
    painter.setBrush(shape == Shape::Ring ? QBrush(Qt::NoBrush) : QBrush(colour));
    switch (shape) {
    case Shape::Swatch:
        painter.drawRoundedRect(box, 2, 2);
        break;
    case Shape::Disc:
    case Shape::Ring:
        painter.drawEllipse(box);
        break;
    case Shape::Triangle:
        painter.drawPolygon(QPolygonF({box.bottomLeft(), box.bottomRight(), QPointF(box.center().x(), box.top())}));
        break;
    case Shape::Square:
        painter.drawRect(box);
        break;
    }
    painter.end();
    if (m_marks.size() >= MaxMarks)
        m_marks.clear();
    m_marks.insert(key, pixmap);
    return pixmap;
}

void SourcesDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto colour = index.data(SourcesModel::ColourRole).value<QColor>();
    const auto state = index.data(SourcesModel::StateRole);
    if (!colour.isValid() && !state.isValid())
        return;
    auto shape = Shape::Swatch;
    auto ink = colour;
    if (state.isValid()) {
        const auto& palette = option->palette;
        switch (static_cast<ConnectionState>(state.toInt())) {
        case ConnectionState::Up:
            shape = Shape::Disc;
            ink = palette.color(QPalette::Link);
            break;
        case ConnectionState::Connecting:
            shape = Shape::Ring;
            ink = palette.color(QPalette::Text);
            break;
        case ConnectionState::Down:
            shape = Shape::Triangle;
            ink = palette.color(QPalette::BrightText);
            break;
        case ConnectionState::Ended:
            shape = Shape::Square;
            ink = palette.color(QPalette::PlaceholderText);
            break;
        }
    }
    const int size = option->fontMetrics.height();
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(size, size);
    option->icon = QIcon(mark(shape, ink, size, option->widget != nullptr ? option->widget->devicePixelRatioF() : 1.0));
}

} // namespace eventscope::inspect::sources
