// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/health/health_table_model.h"

#include <utility>

#include "inspectors/inspector/filter_words.h"

namespace eventscope::inspect::health {

HealthTableModel::HealthTableModel(QStringList titles, int fillColumn, QObject* parent)
    : QAbstractTableModel(parent)
    , m_titles(std::move(titles))
    , m_fillColumn(fillColumn)
{
}

void HealthTableModel::setRows(std::vector<HealthRow> rows)
{
    if (rows == m_rows)
        return;
    const auto before = rowCount();
    const auto after = static_cast<int>(rows.size());
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_rows = std::move(rows);
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_rows = std::move(rows);
        endRemoveRows();
    } else {
        m_rows = std::move(rows);
    }
    const auto kept = std::min(before, after);
    if (kept > 0)
        emit dataChanged(index(0, 0), index(kept - 1, columnCount() - 1));
}

int HealthTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}
int HealthTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_titles.size());
}

QVariant HealthTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.cells.value(index.column());
    case Qt::ToolTipRole:
        return plainToolTip(row.toolTip);
    case FillRole:
        return index.column() == m_fillColumn ? row.fill : -1.0;
    case ProblemRole:
        return row.isProblem;
    default:
        return {};
    }
}

QVariant HealthTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(m_titles.value(section)) : QVariant();
}

} // namespace eventscope::inspect::health
