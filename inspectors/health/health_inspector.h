// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspectors/health/health_table_model.h"
#include "inspectors/inspector/inspector.h"

class QLabel;
class QTableView;
class QVBoxLayout;

namespace eventscope::inspect::health {

/// How Eventscope itself is doing: every loss by name and what to do about it, lanes, budgets, connections.
class HealthInspector final : public Inspector {
    Q_OBJECT

public:
    /// `parent` owns the widget.
    HealthInspector(const InspectorContext& context, QWidget* parent);

    [[nodiscard]] QString name() const override { return QStringLiteral("health"); }
    [[nodiscard]] QString title() const override { return tr("Health"); }
    [[nodiscard]] QWidget* widget() override { return m_widget; }
    void refresh(const Frame& frame) override;

private:
    QTableView* addTable(QVBoxLayout& to, const QString& title, HealthTableModel& model, int textLines,
        std::initializer_list<int> widths);

    const Names& m_names; // outlives the inspector: the session owns it
    HealthTableModel m_losses;
    HealthTableModel m_lanes;
    HealthTableModel m_budgets;
    HealthTableModel m_connections;
    QWidget* m_widget; // child of the window
    QLabel* m_summary; // child of the widget
};

} // namespace eventscope::inspect::health
