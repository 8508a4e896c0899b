// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/flow/flow_model.h"

#include <QLocale>

#include <algorithm>
#include <utility>

#include "inspectors/inspector/all_rows.h"
#include "inspectors/inspector/event_window.h"
#include "inspectors/inspector/field_text.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect::flow {
namespace {

bool isTime(const EventField& field)
{
    return field.source() == EventField::Source::Time || field.source() == EventField::Source::Observed;
}

WallTime timeOf(const EventField& field, const Event& event)
{
    return field.source() == EventField::Source::Time ? event.axisTime() : event.observedTime;
}

} // namespace

FlowModel::FlowModel(const InspectorContext& context, QObject* parent)
    : QAbstractTableModel(parent)
    , m_context(context)
    , m_axis(context.events.axis())
    , m_rows(std::make_unique<AllRows>(context.events))
{
    setColumns({});
}

FlowModel::~FlowModel() = default;

void FlowModel::setColumns(const QStringList& names)
{
    std::vector<EventField> columns;
    for (const auto& name : names) {
        auto field = EventField::parse(toUtf8(name), m_context.fields);
        const bool isThere = field && std::any_of(columns.begin(), columns.end(), [&](const EventField& column) {
            return column.name() == field->name();
        });
        if (field && !isThere)
            columns.push_back(*std::move(field));
    }
    if (columns.empty()) {
        for (const auto& name : usualColumns())
            columns.push_back(*EventField::parse(name, m_context.fields));
    }
    beginResetModel();
    m_columns = std::move(columns);
    endResetModel();
    emit columnsChanged();
}

QStringList FlowModel::columns() const
{
    QStringList names;
    for (const auto& column : m_columns)
        names.append(toText(column.name()));
    return names;
}

bool FlowModel::addColumn(const QString& name, int at)
{
    auto field = EventField::parse(toUtf8(name), m_context.fields);
    if (!field || columns().contains(name))
        return false;
    const int column = std::clamp(at, 0, columnCount());
    beginInsertColumns({}, column, column);
    m_columns.insert(m_columns.begin() + column, *std::move(field));
    endInsertColumns();
    emit columnsChanged();
    return true;
}

void FlowModel::removeColumn(int column)
{
    if (column < 0 || column >= columnCount() || columnCount() == 1)
        return;
    beginRemoveColumns({}, column, column);
    m_columns.erase(m_columns.begin() + column);
    endRemoveColumns();
    emit columnsChanged();
}

void FlowModel::setRows(std::unique_ptr<EventRows> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_waiting = 0;
    endResetModel();
    refresh();
}

void FlowModel::refresh()
{
    const auto pending = m_rows->pending();
    if (pending.removeFront > 0) {
        beginRemoveRows({}, 0, pending.removeFront - 1);
        m_rows->removeFront(pending.removeFront);
        endRemoveRows();
        emit removedFromTop(pending.removeFront);
    }
    if (pending.insertFront > 0) {
        beginInsertRows({}, 0, pending.insertFront - 1);
        m_rows->insertFront(pending.insertFront);
        endInsertRows();
        emit insertedAtTop(pending.insertFront);
    }
    m_waiting = m_isPaused ? static_cast<std::uint64_t>(pending.append) : 0;
    if (pending.append > 0 && !m_isPaused) {
        beginInsertRows({}, m_rows->count(), m_rows->count() + pending.append - 1);
        m_rows->append(pending.append);
        endInsertRows();
    }
}

void FlowModel::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    refresh();
}

void FlowModel::setTimeDisplay(TimeDisplay display)
{
    m_timeDisplay = display;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
}

std::optional<SelectedEvent> FlowModel::event(int row) const
{
    return row >= 0 && row < m_rows->count() ? m_context.events.find(m_rows->position(row)) : std::nullopt;
}

int FlowModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_rows->count(); }

int FlowModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant FlowModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& column = field(index.column());
    switch (role) {
    case PositionRole:
        return QVariant::fromValue<quint64>(m_rows->position(index.row()).value());
    case FieldRole:
        return toText(column.name());
    case NumberRole:
        return column.isNumber();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            column.isNumber() ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    default:
        break;
    }
    const auto found = event(index.row());
    if (!found)
        return placeholder(column, index.row(), role);
    const auto view = found->view();
    switch (role) {
    case Qt::DisplayRole:
        return text(column, index.row(), *found);
    case ValueRole:
        return fieldValue(column, view, m_context.names);
    case KindRole:
        return static_cast<int>(view->kind);
    case ChannelRole:
        return toText(m_context.names.channels.text(view->channel));
    case StateRole:
        return static_cast<int>(EventWindow::State::Loaded);
    case GapRole:
        return gapSentence(view, m_context.names, m_axis);
    case InSpanRole: {
        const auto& span = m_context.selection.state().span;
        return !span || (view->axisTime() >= span->from && view->axisTime() <= span->to);
    }
    default:
        return {};
    }
}

QVariant FlowModel::placeholder(const EventField& field, int row, int role) const
{
    const bool isPosition = field.source() == EventField::Source::Position;
    const auto position = m_rows->position(row);
    switch (role) {
    case Qt::DisplayRole:
        return isPosition ? QLocale().toString(position.value()) : QString();
    case StateRole:
        return static_cast<int>(m_context.events.want(position));
    case ValueRole:
        return isPosition ? QVariant::fromValue<quint64>(position.value()) : QVariant();
    case InSpanRole:
        return true;
    default:
        return {};
    }
}

QString FlowModel::text(const EventField& field, int row, const SelectedEvent& event) const
{
    if (isTime(field) && m_timeDisplay != TimeDisplay::Absolute)
        return timeText(field, row, event);
    if (field.source() != EventField::Source::Channel)
        return fieldText(field, event.view(), m_context.names, m_axis);
    const auto channel = toText(m_context.names.channels.text(event.view()->channel));
    return toDisplayText(toUtf8(m_context.styles.label(channel)), 300);
}

QString FlowModel::timeText(const EventField& field, int row, const SelectedEvent& event) const
{
    const auto time = timeOf(field, event.view().event());
    if (time == NoTime)
        return {};
    const int other = m_timeDisplay == TimeDisplay::SinceFirst ? 0 : row - 1;
    if (other < 0 || other == row)
        return m_axis.clock(time);
    auto before = this->event(other);
    if (!before) {
        m_context.events.want(m_rows->position(other));
        return m_axis.clock(time);
    }
    return TimeAxis::duration(time - timeOf(field, before->view().event()));
}

QVariant FlowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto& column = field(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title();
    case Qt::ToolTipRole:
        return QString(toText(column.name()) % QStringLiteral(": ") % column.description());
    case FieldRole:
        return toText(column.name());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            column.isNumber() ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace eventscope::inspect::flow
