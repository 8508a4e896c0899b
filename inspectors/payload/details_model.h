// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "broker/event/field_registry.h"
#include "broker/event/names.h"
#include "inspectors/inspector/selection.h"
#include "inspectors/inspector/time_axis.h"
#include "inspectors/payload/field_reference.h"

namespace eventscope::inspect::payload {

/// One line beside the payload: a header, a coordinate, a time.
struct Detail {
    QString name;
    QString text; ///< safe for the screen
    QString toolTip; ///< plain
    bool isAbsent = false; ///< null or empty, which `text` says in words
    FieldReference field;
};

/// The headers of an event, in wire order; null and empty values told apart.
[[nodiscard]] std::vector<Detail> headerDetails(const EventView& event);
/// Every field of the registry that the event has, the key in any case, times in full, and how long the event was on
/// its way.
[[nodiscard]] std::vector<Detail> fieldDetails(
    const EventView& event, const Names& names, const FieldRegistry& fields, const TimeAxis& axis);

/// Lines of details as a table of names and values. Thread: the GUI thread.
class DetailsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    enum Role { AbsentRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setDetails(std::vector<Detail> details);
    [[nodiscard]] FieldReference reference(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Detail> m_details;
};

} // namespace eventscope::inspect::payload
