// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "inspectors/inspector/inspector.h"

namespace eventscope::inspect::flow {

class FlowModel;

/// Which columns the flow has, and how it writes times.
class HeaderMenu final : public QMenu {
    Q_OBJECT

public:
    /// `column` is the one under the pointer, -1 for none. What is given outlives the menu.
    HeaderMenu(const InspectorContext& context, FlowModel& model, int column, QWidget* parent);

private:
    void addFields(const InspectorContext& context, int column);
    void addTimes(const InspectorContext& context);

    FlowModel& m_model;
};

} // namespace eventscope::inspect::flow
