// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/sources/sources_order_model.h"

#include <utility>

#include "inspectors/sources/sources_model.h"

namespace eventscope::inspect::sources {

SourcesOrderModel::SourcesOrderModel(SourcesModel& source, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_source(source)
{
    setDynamicSortFilter(false);
    setSourceModel(&source);
    connect(&source, &QAbstractItemModel::rowsInserted, this, [this] { m_isStale = true; });
    connect(&source, &QAbstractItemModel::dataChanged, this,
        [this] { m_isStale = m_isStale || sortColumn() != SourcesModel::NameColumn; });
}

void SourcesOrderModel::setNameFilter(const QString& text)
{
    m_isFiltered = !text.isEmpty();
    m_source.setNameFilter(text);
    invalidateFilter();
}

void SourcesOrderModel::setShowsInternal(bool shows)
{
    m_showsInternal = shows;
    invalidateFilter();
}

void SourcesOrderModel::resort()
{
    if (!std::exchange(m_isStale, false))
        return;
    if (m_isFiltered)
        invalidateFilter(); // a new channel can make a line match that did not
    sort(sortColumn(), sortOrder());
}

bool SourcesOrderModel::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto& node = m_source.node(m_source.index(row, SourcesModel::NameColumn, parent));
    return node.matches && (m_showsInternal || !node.isInternal);
}

bool SourcesOrderModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const auto& a = m_source.node(left);
    const auto& b = m_source.node(right);
    switch (static_cast<SourcesModel::Column>(left.column())) {
    case SourcesModel::RateColumn:
        return a.rate < b.rate;
    case SourcesModel::EventsColumn:
        return a.events < b.events;
    case SourcesModel::NameColumn:
    case SourcesModel::ColumnCount:
        break;
    }
    const auto order = QString::compare(a.segment, b.segment, Qt::CaseInsensitive);
    return order != 0 ? order < 0 : a.row < b.row;
}

} // namespace eventscope::inspect::sources
