// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "inspectors/sources/source_tree.h"

namespace eventscope::inspect::sources {

/// The text in the filter language that shows what a line stands for: a connection, a channel, or every channel that
/// begins as the line does.
[[nodiscard]] QString channelFilter(const SourceTree& tree, const SourceNode& node);

} // namespace eventscope::inspect::sources
