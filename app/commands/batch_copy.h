// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>

#include "broker/event/event_batch.h"

namespace eventscope::app::commands {

/// The events of a batch at the given indices, with the bytes that they point at, as a batch of its own. Not numbered.
[[nodiscard]] std::unique_ptr<EventBatch> copyEvents(const EventBatch& batch, std::span<const std::size_t> indices);

} // namespace eventscope::app::commands
