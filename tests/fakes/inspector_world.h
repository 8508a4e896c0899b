// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspectors/inspector/event_window.h"
#include "inspectors/inspector/inspector.h"

namespace eventscope::fakes {

/// Everything that an inspector is made with, for tests.
struct InspectorWorld {
    Names names;
    FieldRegistry fields;
    inspect::Selection selection;
    inspect::Requests requests;
    inspect::ChannelStyles styles;
    inspect::EventWindow events;
    inspect::InspectorContext context{names, fields, selection, requests, events, styles};

    analysis::Snapshots snapshots;
    stream::HealthSnapshot health;

    [[nodiscard]] inspect::Frame frame() const { return {snapshots, health, NoTime}; }
};

} // namespace eventscope::fakes
