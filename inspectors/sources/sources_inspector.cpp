// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/sources/sources_inspector.h"

#include "inspectors/sources/sources_pane.h"

namespace eventscope::inspect::sources {

SourcesInspector::SourcesInspector(const InspectorContext& context, QWidget* parent)
    : Inspector(parent)
    , m_pane(new SourcesPane(context, parent))
{
    connect(m_pane, &SourcesPane::internalShown, this, &SourcesInspector::internalShown);
}

QWidget* SourcesInspector::widget() { return m_pane; }
void SourcesInspector::refresh(const Frame& frame) { m_pane->refresh(frame); }
void SourcesInspector::setTraits(const ConnectionTraits& traits) { m_pane->model().setTraits(traits); }
void SourcesInspector::setShowsInternal(bool shows) { m_pane->setShowsInternal(shows); }

} // namespace eventscope::inspect::sources
