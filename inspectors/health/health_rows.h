// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

#include "broker/event/names.h"
#include "broker/stream/health_snapshot.h"
#include "inspectors/health/health_table_model.h"

namespace eventscope::inspect::health {

/// "Nothing was lost.", or how much and why the log stands still. One or two sentences.
[[nodiscard]] QString summary(const stream::HealthSnapshot& health);
/// Every way to lose an event: name, count, what it means, what to do.
[[nodiscard]] std::vector<HealthRow> lossRows(const stream::HealthSnapshot& health);
/// Name, fill with figures, lost.
[[nodiscard]] std::vector<HealthRow> laneRows(const stream::HealthSnapshot& health);
/// Name, state, events taken, events lost, error or what the system can see of us.
[[nodiscard]] std::vector<HealthRow> connectionRows(const stream::HealthSnapshot& health, const Names& names);
/// Memory and disk: name, used of budget.
[[nodiscard]] std::vector<HealthRow> budgetRows(const stream::HealthSnapshot& health);

} // namespace eventscope::inspect::health
