// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "inspectors/inspector/requests.h"

class QMenu;

namespace eventscope::inspect::payload {

/// One value of an event and how the rest of the program names it.
struct FieldReference {
    QString name; ///< in the filter language; empty: filters cannot ask for it
    QString condition; ///< that this event meets: `type = 'x'`
    QString value; ///< as it is
    QString path; ///< for people: `data.items.0`, a header's name
};

/// What can be done with a value: filters, a column, copies. `requests` outlives the menu.
void addFieldActions(QMenu& menu, const FieldReference& field, Requests& requests);

} // namespace eventscope::inspect::payload
