// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/flow/flow_view.h"

#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>
#include <utility>

#include "inspectors/flow/flow_delegate.h"
#include "inspectors/flow/flow_model.h"
#include "inspectors/inspector/fonts.h"

namespace eventscope::inspect::flow {

FlowView::FlowView(FlowModel& model, FlowDelegate& delegate, QWidget* parent)
    : QAbstractItemView(parent)
    , m_model(model)
    , m_delegate(delegate)
    , m_header(new QHeaderView(Qt::Horizontal, this))
    , m_newest(new QToolButton(viewport()))
{
    setFont(monospaced());
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setFocusPolicy(Qt::StrongFocus);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setAccessibleName(tr("Flow of events"));
    m_header->setSectionsMovable(true);
    m_header->setSectionsClickable(true);
    m_header->setHighlightSections(false);
    m_header->setStretchLastSection(true);
    m_header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    m_newest->setText(tr("↓ Newest"));
    m_newest->setToolTip(tr("Show the newest event and follow (End)"));
    m_newest->setFocusPolicy(Qt::NoFocus);
    m_newest->setVisible(false);
    setModel(&model);
    m_header->setModel(&model);
    connectModel();
    setUsualWidths();
    updateGeometries();
}

void FlowView::connectModel()
{
    connect(m_newest, &QToolButton::clicked, this, &FlowView::jumpToNewest);
    connect(m_header, &QHeaderView::sectionResized, this, [this] { updateGeometries(); });
    connect(m_header, &QHeaderView::sectionMoved, viewport(), qOverload<>(&QWidget::update));
    connect(&m_model, &FlowModel::columnsChanged, this, &FlowView::setUsualWidths);
    connect(&m_model, &FlowModel::modelReset, this, [this] {
        setFollowing(true);
        afterRowsChanged();
    });
    connect(&m_model, &FlowModel::removedFromTop, this, [this](int rows) { keepInPlace(-rows); });
    connect(&m_model, &FlowModel::insertedAtTop, this, [this](int rows) { keepInPlace(rows); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (!m_isAdjusting)
            setFollowing(verticalScrollBar()->value() == verticalScrollBar()->maximum());
    });
}

void FlowView::setUsualWidths()
{
    const int pitch = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    for (int column = 0; column < m_model.columnCount(); ++column) {
        using Source = EventField::Source;
        int characters = m_model.field(column).isNumber() ? 11 : 20;
        switch (m_model.field(column).source()) {
        case Source::Position:
            characters = 9;
            break;
        case Source::Size:
            characters = 7;
            break;
        case Source::Time:
        case Source::Observed:
            characters = 14;
            break;
        case Source::Key:
            characters = 9;
            break;
        case Source::Kind:
            characters = 11; // the shape and “message”, which is what nearly every row says
            break;
        case Source::Channel:
            characters = 15;
            break;
        case Source::Type:
            characters = 20;
            break;
        default:
            break;
        }
        if (m_header->visualIndex(column) == m_header->count() - 1)
            characters = 10; // the last one has what the others leave
        m_header->resizeSection(column, std::max(characters * pitch, m_header->sectionSizeHint(column)));
    }
}

int FlowView::topRow() const { return verticalScrollBar()->value(); }

int FlowView::wholeRows() const { return std::max(1, viewport()->height() / m_rowHeight); }

void FlowView::setFollowing(bool isFollowing)
{
    m_newest->setVisible(!isFollowing);
    placeButton();
    if (std::exchange(m_isFollowing, isFollowing) != isFollowing)
        emit followingChanged(isFollowing);
}

void FlowView::jumpToNewest()
{
    setFollowing(true);
    afterRowsChanged();
}

void FlowView::rowsInserted(const QModelIndex& parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    afterRowsChanged();
}

void FlowView::afterRowsChanged()
{
    m_isAdjusting = true;
    updateGeometries();
    if (m_isFollowing)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_isAdjusting = false;
    viewport()->update();
}

void FlowView::keepInPlace(int rowsAbove)
{
    const int value = topRow() + rowsAbove;
    afterRowsChanged();
    if (m_isFollowing)
        return;
    m_isAdjusting = true;
    verticalScrollBar()->setValue(value);
    m_isAdjusting = false;
}

void FlowView::showRow(int row)
{
    const auto index = m_model.index(std::clamp(row, 0, std::max(0, m_model.rowCount() - 1)), 0);
    if (!index.isValid())
        return;
    scrollTo(index, PositionAtCenter);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

QStringList FlowView::visibleColumns() const
{
    QStringList names;
    for (int visual = 0; visual < m_header->count(); ++visual)
        names.append(
            m_model.headerData(m_header->logicalIndex(visual), Qt::Horizontal, FlowModel::FieldRole).toString());
    return names;
}

void FlowView::setEmptyText(const QString& text)
{
    if (m_emptyText == text)
        return;
    m_emptyText = text;
    viewport()->update();
}

void FlowView::keyboardSearch(const QString& text) { emit typed(text); }

QRect FlowView::visualRect(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const auto y = (static_cast<qint64>(index.row()) - topRow()) * m_rowHeight;
    if (y < -m_rowHeight || y > viewport()->height())
        return {};
    return {m_header->sectionViewportPosition(index.column()), static_cast<int>(y),
        m_header->sectionSize(index.column()), m_rowHeight};
}

void FlowView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int row = index.row();
    const int rows = wholeRows();
    int value = topRow();
    if (hint == PositionAtTop || (hint == EnsureVisible && row < value))
        value = row;
    else if (hint == PositionAtBottom || (hint == EnsureVisible && row >= value + rows))
        value = row - rows + 1;
    else if (hint == PositionAtCenter && (row < value || row >= value + rows))
        value = row - rows / 2;
    verticalScrollBar()->setValue(value);
}

QModelIndex FlowView::indexAt(const QPoint& point) const
{
    const auto row = static_cast<qint64>(topRow()) + point.y() / m_rowHeight;
    const int column = m_header->logicalIndexAt(point.x());
    if (point.y() < 0 || row >= m_model.rowCount())
        return {};
    return m_model.index(static_cast<int>(row), std::max(0, column));
}

int FlowView::horizontalOffset() const { return m_header->offset(); }

int FlowView::verticalOffset() const { return 0; }

bool FlowView::isIndexHidden(const QModelIndex& /*index*/) const { return false; }

QModelIndex FlowView::moveCursor(CursorAction action, Qt::KeyboardModifiers /*modifiers*/)
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return {};
    const auto current = currentIndex();
    int row = current.isValid() ? current.row() : topRow();
    const int column = current.isValid() ? current.column() : 0;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row -= current.isValid() ? 1 : 0;
        break;
    case MoveDown:
    case MoveNext:
        row += current.isValid() ? 1 : 0;
        break;
    case MovePageUp:
        row -= wholeRows();
        break;
    case MovePageDown:
        row += wholeRows();
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rows - 1;
        break;
    case MoveLeft:
        horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
        break;
    case MoveRight:
        horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        break;
    }
    return m_model.index(std::clamp(row, 0, rows - 1), column);
}

void FlowView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command)
{
    const auto index = indexAt(rect.topLeft());
    selectionModel()->select(index.isValid() ? QItemSelection(index, index) : QItemSelection(), command);
}

QRegion FlowView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const auto& range : selection) {
        const int top = std::max(range.top(), topRow());
        const int bottom = std::min(range.bottom(), topRow() + wholeRows() + 1);
        if (top <= bottom)
            region += QRect(0, (top - topRow()) * m_rowHeight, viewport()->width(), (bottom - top + 1) * m_rowHeight);
    }
    return region;
}

} // namespace eventscope::inspect::flow
