// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace eventscope::inspect::sources {

class SourcesModel;

/// Order and choice of the lines. New and changed lines are put in order by resort(), not at once, so that lines do not
/// jump under the mouse and a frame stays cheap. Thread: the GUI thread.
class SourcesOrderModel final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit SourcesOrderModel(SourcesModel& source, QObject* parent = nullptr);

    /// Lines with the text in their name, and what stands above them.
    void setNameFilter(const QString& text);
    void setShowsInternal(bool shows); // NOLINT: the state of a check box
    [[nodiscard]] bool showsInternal() const { return m_showsInternal; }
    /// Sorts again if figures or lines changed since.
    void resort();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    SourcesModel& m_source; // a child of the same pane
    bool m_showsInternal = false;
    bool m_isFiltered = false;
    bool m_isStale = false;
};

} // namespace eventscope::inspect::sources
