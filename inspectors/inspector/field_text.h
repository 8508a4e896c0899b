// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include "broker/event/event_batch.h"
#include "broker/event/names.h"
#include "inspectors/inspector/event_field.h"
#include "inspectors/inspector/time_axis.h"

namespace eventscope::inspect {

/// What a field of an event looks like on the screen: safe, one line, cut to `maxLength`. Empty where it is absent; an
/// absent payload is "tombstone". Made at display time, for visible rows only.
[[nodiscard]] QString fieldText(const EventField& field, const EventView& event, const Names& names,
    const TimeAxis& axis, qsizetype maxLength = 300);

/// The sentence for an observer gap: when, why and how many events at least; empty for every other event.
[[nodiscard]] QString gapSentence(const EventView& event, const Names& names, const TimeAxis& axis);

/// The value as a number or text, for sorting and tests; invalid where it is absent. Times are nanoseconds since 1970.
[[nodiscard]] QVariant fieldValue(const EventField& field, const EventView& event, const Names& names);

/// The text of the value as it is, neither cut nor made safe. For copying and for conditions.
[[nodiscard]] std::string fieldBytes(const EventField& field, const EventView& event, const Names& names);

/// A condition of the filter language that this event meets: `type = 'order.created'`, `key IS NULL`. Empty where a
/// field cannot be asked for, such as the whole payload.
[[nodiscard]] QString fieldCondition(const EventField& field, const EventView& event, const Names& names);

/// `text` as a literal of the filter language: in single quotes, quotes inside doubled.
[[nodiscard]] QString quoted(const QString& text);

} // namespace eventscope::inspect
