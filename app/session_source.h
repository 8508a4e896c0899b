// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>

#include "broker/analysis/snapshots.h"
#include "broker/event/field_registry.h"
#include "broker/event/names.h"
#include "broker/stream/health_snapshot.h"
#include "broker/stream/lane.h"
#include "inspectors/inspector/page_source.h"

namespace eventscope::app {

/// What the main window shows: a running session, an opened recording, or a script in a test.
///
/// Outlives the window. Thread: the GUI thread; nothing here waits.
class SessionSource : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual const Names& names() const = 0;
    [[nodiscard]] virtual const FieldRegistry& fields() const = 0;
    /// Everything that comes from now on. Null: nothing comes, such as in an opened recording.
    [[nodiscard]] virtual std::shared_ptr<stream::Lane> flowLane() = 0;
    /// The log or the recording; null while there is none.
    [[nodiscard]] virtual inspect::PageSource* pages() = 0;
    /// The newest, once a frame.
    [[nodiscard]] virtual const analysis::Snapshots& snapshots() = 0;
    /// Taken a few times a second.
    [[nodiscard]] virtual stream::HealthSnapshot health() = 0;
    [[nodiscard]] virtual WallTime now() const = 0;

    /// For the window's title: the recording's file name; empty for a live session.
    [[nodiscard]] virtual QString title() const = 0;
    /// Whether something is connected, so that events may come.
    [[nodiscard]] virtual bool isLive() const = 0;
    /// Whether the person at the window records into a file.
    [[nodiscard]] virtual bool isRecording() const = 0;

signals:
    /// Title, connections, recording or pages are no longer the same.
    void changed();
};

} // namespace eventscope::app
