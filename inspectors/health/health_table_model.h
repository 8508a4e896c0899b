// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace eventscope::inspect::health {

/// One line of figures.
struct HealthRow {
    QStringList cells;
    QString toolTip; ///< plain
    double fill = -1; ///< 0 to 1, drawn behind the cell of the fill column; below 0: nothing
    bool isProblem = false; ///< drawn in the colour of problems, and said in words in a cell

    friend bool operator==(const HealthRow&, const HealthRow&) = default;
};

/// A small table of figures that is compared with its former state: one signal a frame, none when nothing changed.
/// Thread: the GUI thread.
class HealthTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { FillRole = Qt::UserRole, ProblemRole };

    /// `fillColumn`: where the fill is drawn; -1: nowhere.
    explicit HealthTableModel(QStringList titles, int fillColumn = -1, QObject* parent = nullptr);

    void setRows(std::vector<HealthRow> rows);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_titles;
    int m_fillColumn;
    std::vector<HealthRow> m_rows;
};

} // namespace eventscope::inspect::health
