// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/health/health_inspector.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

#include "inspectors/health/health_delegate.h"
#include "inspectors/health/health_rows.h"

namespace eventscope::inspect::health {
namespace {

/// Tables are as high as their lines: the page scrolls, not each table.
void fitHeight(QTableView& table)
{
    const auto lines = table.model()->rowCount() * table.verticalHeader()->defaultSectionSize();
    table.setFixedHeight(table.horizontalHeader()->sizeHint().height() + lines + 4);
}

} // namespace

HealthInspector::HealthInspector(const InspectorContext& context, QWidget* parent)
    : Inspector(parent)
    , m_names(context.names)
    , m_losses({tr("Counter"), tr("Lost"), tr("What it means"), tr("What to do")})
    , m_lanes({tr("Lane"), tr("Waiting"), tr("Lost")}, 1)
    , m_budgets({tr("Budget"), tr("In use")}, 1)
    , m_connections({tr("Connection"), tr("State"), tr("Taken"), tr("Lost"), tr("Note")})
    , m_widget(new QWidget(parent))
    , m_summary(new QLabel(m_widget))
{
    auto* const page = new QWidget;
    auto* const column = new QVBoxLayout(page);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setObjectName(QStringLiteral("summary"));
    auto font = m_summary->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    m_summary->setFont(font);
    column->addWidget(m_summary);
    addTable(*column, tr("Losses"), m_losses, 2, {120, 80, 380});
    addTable(*column, tr("Lanes: the ways of events to their readers"), m_lanes, 1, {120, 320});
    addTable(*column, tr("Budgets"), m_budgets, 1, {160});
    addTable(*column, tr("Connections"), m_connections, 2, {160, 110, 100, 80});
    column->addStretch();

    auto* const area = new QScrollArea(m_widget);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(page);
    auto* const layout = new QVBoxLayout(m_widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);
    m_summary->setText(summary({}));
}

QTableView* HealthInspector::addTable(
    QVBoxLayout& to, const QString& title, HealthTableModel& model, int textLines, std::initializer_list<int> widths)
{
    auto* const label = new QLabel(title);
    label->setTextFormat(Qt::PlainText);
    auto* const table = new QTableView;
    table->setModel(&model);
    table->setItemDelegate(new HealthDelegate(table));
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setAccessibleName(title);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(textLines * table->fontMetrics().lineSpacing() + 8);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    int section = 0;
    for (const auto width : widths)
        table->horizontalHeader()->resizeSection(section++, width);
    fitHeight(*table);
    connect(&model, &QAbstractItemModel::rowsInserted, table, [table] { fitHeight(*table); });
    connect(&model, &QAbstractItemModel::rowsRemoved, table, [table] { fitHeight(*table); });
    to.addWidget(label);
    to.addWidget(table);
    to.addSpacing(6);
    return table;
}

void HealthInspector::refresh(const Frame& frame)
{
    m_losses.setRows(lossRows(frame.health));
    m_lanes.setRows(laneRows(frame.health));
    m_budgets.setRows(budgetRows(frame.health));
    m_connections.setRows(connectionRows(frame.health, m_names));
    auto colours = m_widget->palette();
    const bool isProblem = frame.health.lostEvents() > 0 || !frame.health.logProblem.empty();
    if (isProblem)
        colours.setColor(QPalette::WindowText, colours.color(QPalette::BrightText));
    m_summary->setPalette(colours);
    m_summary->setText((isProblem ? QStringLiteral("▲ ") : QString()) + summary(frame.health));
}

} // namespace eventscope::inspect::health
