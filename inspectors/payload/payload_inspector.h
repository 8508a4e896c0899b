// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspectors/inspector/inspector.h"
#include "inspectors/inspector/time_axis.h"

namespace eventscope::inspect::payload {

class PayloadPane;

/// The selected event in full.
class PayloadInspector final : public Inspector {
    Q_OBJECT

public:
    /// `parent` owns the widget and the windows of single events.
    PayloadInspector(const InspectorContext& context, QWidget* parent);

    [[nodiscard]] QString name() const override { return QStringLiteral("payload"); }
    [[nodiscard]] QString title() const override { return tr("Event"); }
    [[nodiscard]] QWidget* widget() override;
    void refresh(const Frame& frame) override;

    void setTimeZone(TimeAxis::Zone zone);

public slots:
    /// A window of its own for that event, for comparing events side by side; it stays when another is selected.
    void openWindow(const eventscope::inspect::SelectedEvent& event);

private:
    const InspectorContext m_context; // references that outlive the inspector
    QWidget* m_parent; // the window
    PayloadPane* m_pane; // child of the window
    TimeAxis::Zone m_zone = TimeAxis::Zone::Local;
};

} // namespace eventscope::inspect::payload
