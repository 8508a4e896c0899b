// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <memory>

#include "inspectors/flow/conversation_search.h"
#include "inspectors/flow/flow_model.h"
#include "inspectors/inspector/inspector.h"

class QLabel;

namespace eventscope::inspect {
class FilteredRows;
} // namespace eventscope::inspect

namespace eventscope::inspect::flow {

class FilterBar;
class FlowDelegate;
class FlowView;

/// Every event, one a row, as it comes; and the filter that decides which. The filter bar is a widget of its own so
/// that the window can put it above everything.
class FlowInspector final : public Inspector {
    Q_OBJECT

public:
    /// `parent` owns the widgets.
    FlowInspector(const InspectorContext& context, QWidget* parent);
    ~FlowInspector() override;

    [[nodiscard]] QString name() const override { return QStringLiteral("flow"); }
    [[nodiscard]] QString title() const override { return tr("Flow"); }
    [[nodiscard]] QWidget* widget() override;
    void refresh(const Frame& frame) override;

    [[nodiscard]] FilterBar& filterBar() { return *m_filterBar; }
    [[nodiscard]] FlowView& view() { return *m_view; }
    [[nodiscard]] FlowModel& model() { return *m_model; }

    /// Paused, the view stands still while events go on being kept.
    void setPaused(bool isPaused);
    [[nodiscard]] bool isPaused() const { return m_model->isPaused(); }
    /// Left to right, as saved.
    [[nodiscard]] QStringList columns() const;
    void setColumns(const QStringList& names) { m_model->setColumns(names); }
    [[nodiscard]] std::uint64_t shownEvents() const { return static_cast<std::uint64_t>(m_model->rowCount()); }

    /// Shows the event at that position, or the next one that passes the filter.
    void showPosition(Position position);
    /// Asks for a position.
    void askForPosition();
    void goToRelated(ConversationSearch::Towards towards);

signals:
    void pausedChanged(bool isPaused);
    void columnsChanged();
    /// A double click: the event wants a window of its own.
    void eventOpened(const eventscope::inspect::SelectedEvent& event);

private:
    void connectAll();
    void useFilter();
    void showCount();
    void showPause();
    void showEmptyText();
    void selectRow(int row);
    void followSelection();
    void openMenu(const QPoint& place);
    void openHeaderMenu(const QPoint& place);
    void open(const QModelIndex& index);

    const InspectorContext m_context; // references that outlive the inspector
    FlowModel* m_model; // child of this
    FlowDelegate* m_delegate; // child of this
    QWidget* m_pane; // child of the window, as the widgets below
    FlowView* m_view;
    QLabel* m_pause;
    FilterBar* m_filterBar;
    ConversationSearch* m_search; // child of this
    FilteredRows* m_filtered = nullptr; // owned by the model; null while there is no filter
    Position m_wanted; // selected, but its page is not here yet
};

} // namespace eventscope::inspect::flow
