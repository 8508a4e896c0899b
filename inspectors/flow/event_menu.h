// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QPersistentModelIndex>

#include "inspectors/flow/conversation_search.h"
#include "inspectors/inspector/inspector.h"

namespace eventscope::inspect::flow {

class FlowModel;

/// What can be done with a cell of the flow and the event of its row.
class EventMenu final : public QMenu {
    Q_OBJECT

public:
    /// What the context refers to, and the model, outlive the menu.
    EventMenu(const InspectorContext& context, const FlowModel& model, const QModelIndex& index, QWidget* parent);

signals:
    void opened();
    void relatedWanted(eventscope::inspect::flow::ConversationSearch::Towards towards);

private:
    void addFilters(const QString& condition);
    void addCopies(const SelectedEvent& event, const QString& condition);
    void addRelated(const SelectedEvent& event);

    const InspectorContext m_context;
    const FlowModel& m_model;
    const int m_column;
};

} // namespace eventscope::inspect::flow
