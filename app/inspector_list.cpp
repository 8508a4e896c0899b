// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector_list.h"

#include "inspectors/flow/flow_inspector.h"
#include "inspectors/health/health_inspector.h"
#include "inspectors/payload/payload_inspector.h"
#include "inspectors/sources/sources_inspector.h"
#include "inspectors/volume/volume_inspector.h"

namespace eventscope::app {

std::vector<PlacedInspector> makeInspectors(const inspect::InspectorContext& context, QWidget* parent)
{
    using Area = PlacedInspector::Area;
    std::vector<PlacedInspector> list;
    list.push_back({std::make_unique<inspect::flow::FlowInspector>(context, parent), Area::Centre});
    list.push_back({std::make_unique<inspect::volume::VolumeInspector>(context, parent), Area::Strip});
    list.push_back({std::make_unique<inspect::sources::SourcesInspector>(context, parent), Area::Left});
    list.push_back({std::make_unique<inspect::payload::PayloadInspector>(context, parent), Area::Right});
    list.push_back({std::make_unique<inspect::health::HealthInspector>(context, parent), Area::Bottom});
    return list;
}

} // namespace eventscope::app
