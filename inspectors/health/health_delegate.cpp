// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/health/health_delegate.h"

#include <QPainter>

#include "inspectors/health/health_table_model.h"

namespace eventscope::inspect::health {

void HealthDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    // On a bar the colour of problems would be hard to read.
    if (index.data(HealthTableModel::ProblemRole).toBool() && index.data(HealthTableModel::FillRole).toDouble() < 0)
        option->palette.setColor(QPalette::Text, option->palette.color(QPalette::BrightText));
}

void HealthDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto fill = index.data(HealthTableModel::FillRole).toDouble();
    if (fill >= 0) {
        auto bar = QRectF(option.rect).adjusted(2, 3, -2, -3);
        auto colour = option.palette.color(QPalette::Highlight);
        colour.setAlphaF(0.15F);
        painter->fillRect(bar, colour); // the whole, so that an empty lane is seen to be one
        bar.setWidth(bar.width() * fill);
        colour.setAlphaF(0.35F); // the text on it stays readable
        painter->fillRect(bar, colour);
    }
    QStyledItemDelegate::paint(painter, option, index);
}

} // namespace eventscope::inspect::health
