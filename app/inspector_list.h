// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "inspectors/inspector/inspector.h"

namespace eventscope::app {

/// An inspector and where its widget stands.
struct PlacedInspector {
    enum class Area { Centre, Left, Right, Bottom, Strip };

    std::unique_ptr<inspect::Inspector> inspector;
    Area area = Area::Centre;
};

/// Every inspector there is, a line each. `parent` owns their widgets.
[[nodiscard]] std::vector<PlacedInspector> makeInspectors(const inspect::InspectorContext& context, QWidget* parent);

} // namespace eventscope::app
