// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace eventscope::inspect {

/// What one inspector asks of the rest of the window without knowing who does it. Thread: the GUI thread.
class Requests final : public QObject {
    Q_OBJECT

public:
    /// How a filter that is asked for meets the one that stands in the filter bar.
    enum class FilterMode { Replace, And, AndNot };
    Q_ENUM(FilterMode)

    using QObject::QObject;

signals:
    /// `expression` in the filter language; the filter bar shows and applies it.
    void filterWanted(const QString& expression, eventscope::inspect::Requests::FilterMode mode);
    /// A column for a field of the filter language: `type`, `data.total`, `headers['x']`.
    void columnWanted(const QString& field);
    /// Show the event with that position in the flow.
    void positionWanted(quint64 position);
    /// A sentence for the status bar.
    void messageWanted(const QString& sentence);
};

} // namespace eventscope::inspect
