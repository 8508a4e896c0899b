// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/flow/event_menu.h"

#include <QClipboard>
#include <QGuiApplication>

#include "broker/event/json_lines.h"
#include "inspectors/flow/flow_model.h"
#include "inspectors/inspector/field_text.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect::flow {
namespace {

/// Text of strangers in a menu: safe, short, and without becoming a shortcut.
QString menuText(const QString& text)
{
    auto shown = toDisplayText(toUtf8(text), 60);
    return shown.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

void copy(const QString& text) { QGuiApplication::clipboard()->setText(text); }

} // namespace

EventMenu::EventMenu(const InspectorContext& context, const FlowModel& model, const QModelIndex& index, QWidget* parent)
    : QMenu(parent)
    , m_context(context)
    , m_model(model)
    , m_column(index.column())
{
    const auto event = model.event(index.row());
    if (!event) {
        addAction(tr("This event is not loaded"))->setEnabled(false);
        return;
    }
    const auto condition = fieldCondition(model.field(m_column), event->view(), context.names);
    addFilters(condition);
    addCopies(*event, condition);
    addRelated(*event);
    addSeparator();
    connect(addAction(tr("Open in a window of its own")), &QAction::triggered, this, &EventMenu::opened);
}

void EventMenu::addFilters(const QString& condition)
{
    using Mode = Requests::FilterMode;
    if (condition.isEmpty())
        return;
    const auto add = [&](const QString& text, Mode mode) {
        connect(addAction(text), &QAction::triggered, this,
            [this, condition, mode] { emit m_context.requests.filterWanted(condition, mode); });
    };
    add(tr("Apply as filter: %1").arg(menuText(condition)), Mode::Replace);
    add(tr("… and this"), Mode::And);
    add(tr("… and not this"), Mode::AndNot);
    addSeparator();
}

void EventMenu::addCopies(const SelectedEvent& event, const QString& condition)
{
    connect(addAction(tr("Copy value")), &QAction::triggered, this, [this, event] {
        copy(toDisplayText(fieldBytes(m_model.field(m_column), event.view(), m_context.names), 1 << 20));
    });
    connect(addAction(tr("Copy as JSON line")), &QAction::triggered, this, [this, event] {
        std::string line;
        appendJsonLine(line, event.view(), m_context.names);
        copy(toText(line));
    });
    if (!condition.isEmpty())
        connect(addAction(tr("Copy as filter")), &QAction::triggered, this, [condition] { copy(condition); });
    addSeparator();
}

void EventMenu::addRelated(const SelectedEvent& event)
{
    using Towards = ConversationSearch::Towards;
    const auto view = event.view();
    if (!view.correlation().empty()) {
        const QString condition = QStringLiteral("correlationid = ") % quoted(toText(view.correlation()));
        connect(addAction(tr("Show the whole conversation: %1").arg(menuText(condition))), &QAction::triggered, this,
            [this, condition] { emit m_context.requests.filterWanted(condition, Requests::FilterMode::Replace); });
    }
    if (view.correlation().empty() && !view.key())
        return;
    connect(addAction(tr("Next of the same key or correlation\tCtrl+.")), &QAction::triggered, this,
        [this] { emit relatedWanted(Towards::Newer); });
    connect(addAction(tr("Previous of the same key or correlation\tCtrl+,")), &QAction::triggered, this,
        [this] { emit relatedWanted(Towards::Older); });
}

} // namespace eventscope::inspect::flow
