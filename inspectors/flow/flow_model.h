// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

#include "inspectors/inspector/event_field.h"
#include "inspectors/inspector/event_rows.h"
#include "inspectors/inspector/inspector.h"
#include "inspectors/inspector/time_axis.h"

namespace eventscope::inspect::flow {

/// Events as rows, fields as columns. Text is made when a cell is asked for, so only for what is visible.
///
/// New rows appear in refresh(), one insert signal for all of a frame. Thread: the GUI thread.
class FlowModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        PositionRole = Qt::UserRole, ///< quint64
        ValueRole, ///< the value as a number or text
        KindRole, ///< EventKind as int; absent while the event is not loaded
        ChannelRole, ///< the channel's name
        StateRole, ///< EventWindow::State as int
        InSpanRole, ///< whether the event lies in the selected time span, or none is selected
        FieldRole, ///< name of the column's field
        NumberRole, ///< whether the column holds numbers
        GapRole, ///< the sentence for an observer gap; empty for every other event
    };
    enum class TimeDisplay { Absolute, SinceFirst, SincePrevious };

    /// What the context refers to outlives the model.
    explicit FlowModel(const InspectorContext& context, QObject* parent = nullptr);
    ~FlowModel() override;

    /// Names of the filter language; unknown ones are left out. Never ends up without a column.
    void setColumns(const QStringList& names);
    [[nodiscard]] QStringList columns() const;
    /// False where the name is not known or already there.
    bool addColumn(const QString& name, int at);
    void removeColumn(int column);
    [[nodiscard]] const EventField& field(int column) const { return m_columns[static_cast<std::size_t>(column)]; }

    /// Another list of rows; all events at the beginning.
    void setRows(std::unique_ptr<EventRows> rows);
    [[nodiscard]] const EventRows& rows() const { return *m_rows; }
    /// Takes what is new. Once a frame.
    void refresh();
    /// While paused, new rows wait.
    void setPaused(bool isPaused);
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    [[nodiscard]] std::uint64_t waitingRows() const { return m_waiting; }

    void setTimeDisplay(TimeDisplay display);
    [[nodiscard]] TimeDisplay timeDisplay() const { return m_timeDisplay; }

    [[nodiscard]] Position position(int row) const { return m_rows->position(row); }
    [[nodiscard]] int rowAtOrAfter(Position position) const { return m_rows->rowAtOrAfter(position); }
    /// The event of a row, if it is loaded.
    [[nodiscard]] std::optional<SelectedEvent> event(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void columnsChanged();
    /// Rows left at the top: what is on the screen should stay where it is.
    void removedFromTop(int rows);
    void insertedAtTop(int rows);

private:
    [[nodiscard]] QString text(const EventField& field, int row, const SelectedEvent& event) const;
    [[nodiscard]] QString timeText(const EventField& field, int row, const SelectedEvent& event) const;
    [[nodiscard]] QVariant placeholder(const EventField& field, int row, int role) const;

    const InspectorContext m_context; // references that outlive the model
    const TimeAxis& m_axis;
    std::vector<EventField> m_columns;
    std::unique_ptr<EventRows> m_rows;
    TimeDisplay m_timeDisplay = TimeDisplay::Absolute;
    std::uint64_t m_waiting = 0;
    bool m_isPaused = false;
};

} // namespace eventscope::inspect::flow
