// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>

class QHeaderView;
class QToolButton;

namespace eventscope::inspect::flow {

class FlowDelegate;
class FlowModel;

/// The table of the flow: rows of one height, so that nothing is kept or laid out for each row, and 100 million rows
/// scroll like 100 (QTableView keeps an entry for every one).
///
/// Follows the newest row only while the bottom is on the screen; else what is on the screen stays, whatever comes or
/// goes, and a button leads back to the newest.
class FlowView final : public QAbstractItemView {
    Q_OBJECT

public:
    /// Model and delegate outlive the view.
    FlowView(FlowModel& model, FlowDelegate& delegate, QWidget* parent = nullptr);

    [[nodiscard]] QHeaderView& header() const { return *m_header; }
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    void jumpToNewest();
    /// Makes that row the current one and shows it.
    void showRow(int row);
    /// The field names of the columns, left to right.
    [[nodiscard]] QStringList visibleColumns() const;
    /// What stands where there are no rows, a sentence a line.
    void setEmptyText(const QString& text);

    [[nodiscard]] QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    [[nodiscard]] QModelIndex indexAt(const QPoint& point) const override;
    void keyboardSearch(const QString& text) override;

signals:
    /// Somebody types in the flow: the beginning of a filter.
    void typed(const QString& text);
    void followingChanged(bool isFollowing);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    [[nodiscard]] int horizontalOffset() const override;
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;

private:
    void connectModel();
    void afterRowsChanged();
    void keepInPlace(int rowsAbove);
    void setFollowing(bool isFollowing);
    void setUsualWidths();
    void placeButton();
    [[nodiscard]] int topRow() const;
    [[nodiscard]] int wholeRows() const;
    void paintRow(QPainter& painter, QStyleOptionViewItem& option, int row);

    FlowModel& m_model;
    FlowDelegate& m_delegate;
    QHeaderView* m_header; // child
    QToolButton* m_newest; // child
    QString m_emptyText;
    int m_rowHeight = 20;
    bool m_isFollowing = true;
    bool m_isAdjusting = false; // the scroll bar moves because rows changed, not because somebody scrolled
};

} // namespace eventscope::inspect::flow
