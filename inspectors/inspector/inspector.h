// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "broker/analysis/snapshots.h"
#include "broker/event/field_registry.h"
#include "broker/event/names.h"
#include "broker/stream/health_snapshot.h"
#include "inspectors/inspector/channel_styles.h"
#include "inspectors/inspector/requests.h"
#include "inspectors/inspector/selection.h"

class QWidget;

namespace eventscope::inspect {

class EventWindow;

/// What every inspector is made with. All of it outlives the inspectors: the main window owns it.
struct InspectorContext {
    const Names& names;
    const FieldRegistry& fields;
    Selection& selection;
    Requests& requests;
    EventWindow& events;
    ChannelStyles& styles;
};

/// What is new in this frame. Valid for the call only.
struct Frame {
    const analysis::Snapshots& snapshots;
    const stream::HealthSnapshot& health;
    WallTime now = NoTime;
};

/// One view on the session: a folder below `inspectors/`, a line in `app/inspector_list.cpp`.
/// Thread: the GUI thread. Nothing here waits, takes a lock, or parses a payload that nobody looks at.
class Inspector : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Stable name for saved layouts: the folder.
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual QString title() const = 0;
    /// The widget; owned by its parent in the window, the same on every call.
    [[nodiscard]] virtual QWidget* widget() = 0;
    /// Called once a frame while the widget is visible. Cheap when nothing changed.
    virtual void refresh(const Frame& frame) = 0;
};

} // namespace eventscope::inspect
