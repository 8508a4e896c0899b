// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>

#include <cstddef>
#include <string>
#include <vector>

#include "broker/event/event_batch.h"
#include "broker/event/result.h"

namespace eventscope::inspect {

/// Where the window gets events that it no longer holds, or never held: the log or a recording.
///
/// Thread: the GUI thread calls; the work is done elsewhere, several requests may be under way at a time.
class PageSource {
public:
    enum class Direction { Forward, Backward };

    PageSource() = default;
    PageSource(const PageSource&) = delete;
    PageSource& operator=(const PageSource&) = delete;
    virtual ~PageSource() = default;

    /// What is stored at the moment; none when nothing is. Asked every frame: never waits.
    [[nodiscard]] virtual Position first() const = 0;
    [[nodiscard]] virtual Position last() const = 0;

    /// At most `count` events from `from` upwards or downwards, ascending in both cases, holes skipped, only those of
    /// the given channels where there are any. A batch without events at the end; never null. A source that closes
    /// cancels what is under way.
    [[nodiscard]] virtual QFuture<Result<SharedBatch>> fetchPage(
        Position from, std::size_t count, Direction direction, std::vector<std::string> channels) = 0;
};

} // namespace eventscope::inspect
