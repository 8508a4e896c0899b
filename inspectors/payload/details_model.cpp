// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/payload/details_model.h"

#include <QCoreApplication>
#include <QFont>

#include <optional>
#include <utility>

#include "inspectors/inspector/event_field.h"
#include "inspectors/inspector/field_text.h"
#include "inspectors/inspector/filter_words.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect::payload {
namespace {

constexpr qsizetype MaxText = 4000;

QString translate(const char* text) { return QCoreApplication::translate("Details", text); }

/// Null and empty in words, everything else safe for the screen.
void setText(Detail& detail, std::optional<std::string_view> value)
{
    detail.isAbsent = !value || value->empty();
    if (!value)
        detail.text = translate("(null)");
    else
        detail.text = value->empty() ? translate("(empty)") : toDisplayText(*value, MaxText);
}

Detail fieldDetail(const EventField& field, const EventView& event, const Names& names, const TimeAxis& axis)
{
    using Source = EventField::Source;
    Detail detail;
    detail.name = toText(field.name());
    detail.toolTip = field.description();
    detail.field = {
        detail.name, fieldCondition(field, event, names), toText(fieldBytes(field, event, names)), detail.name};
    if (field.source() == Source::Key)
        setText(detail, event.key());
    else if (field.source() == Source::Time)
        detail.text = axis.full(event->eventTime);
    else if (field.source() == Source::Observed)
        detail.text = axis.full(event->observedTime);
    else
        detail.text = fieldText(field, event, names, axis, MaxText);
    return detail;
}

} // namespace

std::vector<Detail> headerDetails(const EventView& event)
{
    std::vector<Detail> details;
    for (const auto& header : event.headers()) {
        Detail detail;
        detail.name = toDisplayText(header.name, 200);
        setText(detail, header.value);
        const auto name = toText(header.name);
        detail.field.name = QStringLiteral("headers[") + quoted(name) + QLatin1Char(']');
        detail.field.value = toText(header.value.value_or(std::string_view()));
        detail.field.condition = detail.field.name
            + (header.value ? QString(QStringLiteral(" = ") + quoted(detail.field.value)) : QStringLiteral(" IS NULL"));
        detail.field.path = name;
        details.push_back(std::move(detail));
    }
    return details;
}

std::vector<Detail> fieldDetails(
    const EventView& event, const Names& names, const FieldRegistry& fields, const TimeAxis& axis)
{
    std::vector<Detail> details;
    for (const auto& description : fields.fields()) {
        const auto field = EventField::parse(description.name, fields);
        if (!field)
            continue;
        auto detail = fieldDetail(*field, event, names, axis);
        if (!detail.text.isEmpty())
            details.push_back(std::move(detail));
        const bool isObserved = field->source() == EventField::Source::Observed;
        if (isObserved && event->eventTime != NoTime && event->observedTime != NoTime) {
            Detail way;
            way.name = translate("on its way");
            way.text = TimeAxis::duration(event->observedTime - event->eventTime);
            way.toolTip = translate("From the time that the source claims to the time at which Eventscope saw the "
                                    "event; two clocks may be involved.");
            details.push_back(std::move(way));
        }
    }
    // What a connector added under a name that no manifest has: still to be seen.
    for (const auto& extra : event.fields()) {
        if (fields.find(extra.name) != nullptr)
            continue;
        Detail detail;
        detail.name = toDisplayText(extra.name, 200);
        struct Visitor {
            QString operator()(std::int64_t number) const { return QString::number(number); }
            QString operator()(std::uint64_t number) const { return QString::number(number); }
            QString operator()(double number) const { return QString::number(number, 'g', 17); }
            QString operator()(bool truth) const { return truth ? QStringLiteral("true") : QStringLiteral("false"); }
            QString operator()(std::string_view text) const { return toDisplayText(text, MaxText); }
        };
        detail.text = std::visit(Visitor{}, extra.value);
        detail.field.value = detail.text;
        details.push_back(std::move(detail));
    }
    return details;
}

void DetailsModel::setDetails(std::vector<Detail> details)
{
    beginResetModel(); // another event, not more lines
    m_details = std::move(details);
    endResetModel();
}

FieldReference DetailsModel::reference(const QModelIndex& index) const
{
    return index.isValid() ? m_details[static_cast<std::size_t>(index.row())].field : FieldReference();
}

int DetailsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_details.size());
}
int DetailsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant DetailsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& detail = m_details[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == NameColumn ? detail.name : detail.text;
    case Qt::ToolTipRole:
        return plainToolTip(detail.toolTip);
    case AbsentRole:
        return detail.isAbsent;
    case Qt::FontRole: {
        if (!detail.isAbsent || index.column() != ValueColumn)
            return {};
        QFont font;
        font.setItalic(true);
        return font;
    }
    default:
        return {};
    }
}

QVariant DetailsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

} // namespace eventscope::inspect::payload
