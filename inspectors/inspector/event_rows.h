// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "broker/event/ids.h"

namespace eventscope::inspect {

/// Rows of a list of events: which position stands in which row.
///
/// What is new waits until the model takes it, so that a model can say begin and end around each change. Rows are in
/// the order of positions. Thread: the GUI thread.
class EventRows : public QObject {
    Q_OBJECT

public:
    /// What waits to be taken.
    struct Pending {
        int removeFront = 0; ///< rows whose events are no longer kept anywhere
        int insertFront = 0; ///< older events that were found
        int append = 0; ///< newer events

        friend bool operator==(const Pending&, const Pending&) = default;
    };

    using QObject::QObject;

    [[nodiscard]] virtual int count() const = 0;
    /// `row` is below count().
    [[nodiscard]] virtual Position position(int row) const = 0;
    /// The first row that is not before that position; count() where all are.
    [[nodiscard]] virtual int rowAtOrAfter(Position position) const = 0;

    [[nodiscard]] virtual Pending pending() = 0;
    virtual void removeFront(int rows) = 0;
    virtual void insertFront(int rows) = 0;
    virtual void append(int rows) = 0;

signals:
    /// A filter went further or ended; nothing to do with the rows themselves.
    void progressed();
};

} // namespace eventscope::inspect
