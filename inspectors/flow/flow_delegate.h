// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemDelegate>

#include "broker/event/event.h"

namespace eventscope::inspect {
class ChannelStyles;
} // namespace eventscope::inspect

namespace eventscope::inspect::flow {

/// The mark that stands before the kind's name, so that a kind is told by shape and text as well as by colour.
[[nodiscard]] QString kindMark(EventKind kind);

/// Paints the cells of a flow with plain text only, without asking the style for each: some hundreds of cells a frame.
class FlowDelegate final : public QAbstractItemDelegate {
    Q_OBJECT

public:
    /// The styles outlive the delegate.
    explicit FlowDelegate(const ChannelStyles& styles, QObject* parent = nullptr);

    /// Background of the whole row, and the text of rows that have no cells: gaps, events that are not kept.
    /// False where the cells follow. `first` is an index of the row.
    bool paintRow(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& first) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const ChannelStyles& m_styles;
};

} // namespace eventscope::inspect::flow
