// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QPixmap>
#include <QStyledItemDelegate>

namespace eventscope::inspect::sources {

/// Draws the mark before a name: the colour of a channel as a square, the state of a connection as a shape (disc: up,
/// ring: connecting, triangle: down, square: ended). Thread: the GUI thread.
class SourcesDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    enum class Shape { Swatch, Disc, Ring, Triangle, Square };
    [[nodiscard]] QPixmap mark(Shape shape, const QColor& colour, int size, qreal ratio) const;

    mutable QHash<QString, QPixmap> m_marks; // drawn once each; bounded by the colours in use
};

} // namespace eventscope::inspect::sources
