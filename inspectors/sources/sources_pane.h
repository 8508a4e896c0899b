// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QWidget>

#include "inspectors/inspector/inspector.h"
#include "inspectors/sources/sources_model.h"
#include "inspectors/sources/sources_order_model.h"

class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace eventscope::inspect::sources {

/// Connections and channels with their rates: a click filters the flow, the context menu colours and names.
/// Thread: the GUI thread.
class SourcesPane final : public QWidget {
    Q_OBJECT

public:
    explicit SourcesPane(const InspectorContext& context, QWidget* parent = nullptr);

    [[nodiscard]] SourcesModel& model() { return m_model; }
    void setShowsInternal(bool shows); // NOLINT: the state of a check box
    void refresh(const Frame& frame);

signals:
    void internalShown(bool shows);

private:
    void build();
    void choose(const QModelIndex& index);
    void showMenu(const QPoint& at);
    void addStyleActions(QMenu& menu, const QString& channel);
    void askForAlias(const QString& channel);
    void filterWith(const SourceNode& node, Requests::FilterMode mode);
    void showHint();

    const InspectorContext m_context; // references that outlive the pane
    SourcesModel m_model;
    SourcesOrderModel m_order{m_model};
    QElapsedTimer m_sinceSorted;
    QLineEdit* m_filter = nullptr; // these are children
    QToolButton* m_internal = nullptr;
    QStackedWidget* m_pages = nullptr;
    QTreeView* m_tree = nullptr;
    QLabel* m_hint = nullptr;
};

} // namespace eventscope::inspect::sources
