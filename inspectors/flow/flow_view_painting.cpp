// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>

#include "inspectors/flow/flow_delegate.h"
#include "inspectors/flow/flow_model.h"
#include "inspectors/flow/flow_view.h"

namespace eventscope::inspect::flow {

void FlowView::updateGeometries()
{
    m_rowHeight = fontMetrics().height() + 5;
    const int headHeight = m_header->sizeHint().height();
    setViewportMargins(0, headHeight, 0, 0);
    m_header->setGeometry(viewport()->x(), viewport()->y() - headHeight, viewport()->width(), headHeight);

    verticalScrollBar()->setSingleStep(1);
    verticalScrollBar()->setPageStep(wholeRows());
    verticalScrollBar()->setRange(0, std::max(0, m_model.rowCount() - wholeRows()));
    // With the last section stretched, the header is never narrower than the viewport; what it needs are the others.
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - viewport()->width()));
    horizontalScrollBar()->setSingleStep(fontMetrics().horizontalAdvance(QLatin1Char('0')) * 4);
    placeButton();
    QAbstractItemView::updateGeometries();
}

void FlowView::placeButton()
{
    const auto size = m_newest->sizeHint();
    m_newest->setGeometry(viewport()->width() - size.width() - 12, viewport()->height() - size.height() - 10,
        size.width(), size.height());
}

void FlowView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    afterRowsChanged();
}

void FlowView::changeEvent(QEvent* event)
{
    QAbstractItemView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        setUsualWidths();
        afterRowsChanged();
    }
}

void FlowView::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    m_header->setOffset(horizontalScrollBar()->value());
    viewport()->update();
}

void FlowView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setFont(font());
    const int rows = m_model.rowCount();
    if (rows == 0) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(
            viewport()->rect().adjusted(20, 20, -20, -20), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const int from = topRow() + std::max(0, event->rect().top()) / m_rowHeight;
    const int until = std::min<int>(rows, topRow() + event->rect().bottom() / m_rowHeight + 1);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.font = font();
    option.fontMetrics = painter.fontMetrics();
    for (int row = from; row < until; ++row) {
        option.rect = {0, (row - topRow()) * m_rowHeight, viewport()->width(), m_rowHeight};
        paintRow(painter, option, row);
    }
}

void FlowView::paintRow(QPainter& painter, QStyleOptionViewItem& option, int row)
{
    option.state.setFlag(QStyle::State_Selected, currentIndex().row() == row && selectionModel()->hasSelection());
    option.features.setFlag(QStyleOptionViewItem::Alternate, row % 2 == 1);
    if (m_delegate.paintRow(painter, option, m_model.index(row, 0)))
        return;
    const auto rect = option.rect;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        option.rect = {
            m_header->sectionViewportPosition(column), rect.top(), m_header->sectionSize(column), rect.height()};
        if (option.rect.right() >= 0 && option.rect.left() <= rect.right())
            m_delegate.paint(&painter, option, m_model.index(row, column));
    }
}

} // namespace eventscope::inspect::flow
