// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/payload/payload_inspector.h"

#include <QLocale>
#include <QWidget>

#include "inspectors/payload/payload_pane.h"

namespace eventscope::inspect::payload {

PayloadInspector::PayloadInspector(const InspectorContext& context, QWidget* parent)
    : Inspector(parent)
    , m_context(context)
    , m_parent(parent)
    , m_pane(new PayloadPane(context, parent))
{
    connect(&context.selection, &Selection::changed, this, [this] {
        const auto& wanted = m_context.selection.state().event;
        const auto& shown = m_pane->event();
        const bool isSame = wanted.has_value() == shown.has_value()
            && (!wanted || (wanted->batch == shown->batch && wanted->index == shown->index));
        if (!isSame)
            m_pane->setEvent(wanted);
    });
    connect(m_pane, &PayloadPane::windowWanted, this, [this] {
        if (m_pane->event())
            openWindow(*m_pane->event());
    });
}

QWidget* PayloadInspector::widget() { return m_pane; }

void PayloadInspector::refresh(const Frame&)
{
    // Nothing changes with the stream: an event is what it was.
}

void PayloadInspector::setTimeZone(TimeAxis::Zone zone)
{
    m_zone = zone;
    m_pane->setTimeZone(zone);
}

void PayloadInspector::openWindow(const SelectedEvent& event)
{
    auto* const window = new PayloadPane(m_context, m_parent);
    window->setWindowFlag(Qt::Window);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->setWindowTitle(tr("Event %1").arg(QLocale().toString(static_cast<qulonglong>(event.position().value()))));
    window->resize(560, 620);
    window->setTimeZone(m_zone);
    window->setEvent(event);
    connect(window, &PayloadPane::windowWanted, this, [this, event] { openWindow(event); });
    window->show();
}

} // namespace eventscope::inspect::payload
