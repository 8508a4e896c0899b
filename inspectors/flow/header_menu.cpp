// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/flow/header_menu.h"

#include <QActionGroup>

#include <array>
#include <utility>

#include "inspectors/flow/flow_model.h"
#include "inspectors/inspector/event_window.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect::flow {

HeaderMenu::HeaderMenu(const InspectorContext& context, FlowModel& model, int column, QWidget* parent)
    : QMenu(parent)
    , m_model(model)
{
    if (column >= 0 && model.columnCount() > 1)
        connect(addAction(tr("Remove column %1").arg(toText(model.field(column).name()))), &QAction::triggered, this,
            [this, column] { m_model.removeColumn(column); });
    addFields(context, column);
    connect(addAction(tr("The usual columns")), &QAction::triggered, this, [this] { m_model.setColumns({}); });
    addSeparator();
    addTimes(context);
}

void HeaderMenu::addFields(const InspectorContext& context, int column)
{
    auto* fields = addMenu(tr("Add column"));
    const auto shown = m_model.columns();
    const auto add = [&](const QString& name, const QString& description) {
        auto* action =
            fields->addAction(description.isEmpty() ? name : QString(name % QStringLiteral("\t") % description));
        action->setEnabled(!shown.contains(name));
        connect(action, &QAction::triggered, this,
            [this, name, column] { m_model.addColumn(name, column >= 0 ? column + 1 : m_model.columnCount() - 1); });
    };
    for (const auto& field : context.fields.fields())
        add(toText(field.name), toText(field.description));
    add(QStringLiteral("data"), tr("The payload of the event"));
    fields->addSeparator();
    fields->addAction(tr("Values inside the payload and headers: from the details of an event, “as column”"))
        ->setEnabled(false);
}

void HeaderMenu::addTimes(const InspectorContext& context)
{
    using Display = FlowModel::TimeDisplay;
    auto* displays = new QActionGroup(this);
    const std::array<std::pair<QString, Display>, 3> choices{
        {{tr("Time of day"), Display::Absolute}, {tr("Time since the first event"), Display::SinceFirst},
            {tr("Time since the row above"), Display::SincePrevious}}};
    for (const auto& [text, display] : choices) {
        auto* action = displays->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_model.timeDisplay() == display);
        connect(action, &QAction::triggered, this, [this, display = display] { m_model.setTimeDisplay(display); });
    }
    addActions(displays->actions());
    addSeparator();
    auto& axis = context.events.axis();
    auto* utc = addAction(tr("Times in UTC"));
    utc->setCheckable(true);
    utc->setChecked(axis.zone() == TimeAxis::Zone::Utc);
    connect(utc, &QAction::toggled, &axis,
        [&axis](bool isUtc) { axis.setZone(isUtc ? TimeAxis::Zone::Utc : TimeAxis::Zone::Local); });
}

} // namespace eventscope::inspect::flow
