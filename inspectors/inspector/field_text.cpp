// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/field_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <charconv>
#include <optional>

#include "broker/event/json_scan.h"
#include "broker/expression/filter_text.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect {
namespace {

using Source = EventField::Source;

template <class Number> std::optional<QVariant> unless(Number value, Number absent)
{
    if (value == absent)
        return std::nullopt;
    if constexpr (sizeof(Number) == 8 && std::is_unsigned_v<Number>)
        return QVariant::fromValue<quint64>(value);
    else
        return QVariant::fromValue<qint64>(value);
}

QVariant toVariant(const FieldValue& value)
{
    struct Visitor {
        QVariant operator()(std::int64_t number) const { return QVariant::fromValue<qint64>(number); }
        QVariant operator()(std::uint64_t number) const { return QVariant::fromValue<quint64>(number); }
        QVariant operator()(double number) const { return number; }
        QVariant operator()(bool truth) const { return truth; }
        QVariant operator()(std::string_view text) const { return toText(text); }
    };
    return std::visit(Visitor{}, value);
}

/// Numbers, truth values and times; nullopt for absent values and for texts.
std::optional<QVariant> numberOf(const EventField& field, const EventView& event)
{
    switch (field.source()) {
    case Source::Position:
        return QVariant::fromValue<quint64>(event.position().value());
    case Source::Partition:
        return unless(event->partition, Event::NoPartition);
    case Source::Offset:
        return unless(event->offset, Event::NoOffset);
    case Source::Time:
        return unless(toNanoseconds(event->axisTime()), toNanoseconds(NoTime));
    case Source::Observed:
        return unless(toNanoseconds(event->observedTime), toNanoseconds(NoTime));
    case Source::Epoch:
        return unless(event->epoch, Event::NoEpoch);
    case Source::Sequence:
        return unless(event->sequence, Event::NoSequence);
    case Source::Size:
        return QVariant::fromValue<quint64>(event.payload().value_or(std::string_view()).size());
    case Source::Connector: {
        const auto value = findField(event.bytes(event->fields), field.name());
        return value && !std::holds_alternative<std::string_view>(*value) ? std::optional(toVariant(*value))
                                                                          : std::nullopt;
    }
    default: // texts: see textOf
        return std::nullopt;
    }
}

std::optional<std::string_view> unlessEmpty(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

/// Texts as they are stored; nullopt for absent values and for numbers. Values inside JSON: see jsonOf.
std::optional<std::string_view> textOf(const EventField& field, const EventView& event, const Names& names)
{
    switch (field.source()) {
    case Source::Kind:
        return eventscope::toText(event->kind);
    case Source::Connection:
        return unlessEmpty(names.connections.text(event->connection));
    case Source::Channel:
        return unlessEmpty(names.channels.text(event->channel));
    case Source::Producer:
        return unlessEmpty(names.producers.text(event->producer));
    case Source::Key:
        return event.key();
    case Source::Id:
        return unlessEmpty(event.id());
    case Source::EventSource:
        return unlessEmpty(names.sources.text(event->source));
    case Source::Type:
        return unlessEmpty(names.types.text(event->type));
    case Source::Subject:
        return unlessEmpty(event.subject());
    case Source::ContentType:
        return unlessEmpty(names.contentTypes.text(event->contentType));
    case Source::Correlation:
        return unlessEmpty(event.correlation());
    case Source::Causation:
        return unlessEmpty(event.causation());
    case Source::Traceparent:
        return unlessEmpty(event.traceparent());
    case Source::Payload:
        return event.payload();
    case Source::Header: {
        const auto header = event.headers().find(field.path().front());
        return header ? header->value : std::nullopt;
    }
    case Source::Connector: {
        const auto value = findField(event.bytes(event->fields), field.name());
        const auto* text = value ? std::get_if<std::string_view>(&*value) : nullptr;
        return text != nullptr ? std::optional(*text) : std::nullopt;
    }
    default: // numbers: see numberOf
        return std::nullopt;
    }
}

std::optional<JsonValue> jsonOf(const EventField& field, const EventView& event)
{
    const auto payload = event.payload();
    return payload && field.source() == Source::DataPath ? findJsonPath(*payload, field.path()) : std::nullopt;
}

bool isTime(const EventField& field) { return field.source() == Source::Time || field.source() == Source::Observed; }

std::optional<FieldValue> gapField(const EventView& event, std::string_view name)
{
    return findField(event.bytes(event->fields), name);
}

QString gapReason(const EventView& event)
{
    const auto reason = gapField(event, "reason");
    const auto* text = reason ? std::get_if<std::string_view>(&*reason) : nullptr;
    return text != nullptr ? toDisplayText(*text) : QString();
}

QString numberText(const QVariant& number)
{
    if (number.typeId() == QMetaType::Double)
        return QLocale::c().toString(number.toDouble(), 'g', QLocale::FloatingPointShortest);
    return number.toString();
}

} // namespace

QString fieldText(
    const EventField& field, const EventView& event, const Names& names, const TimeAxis& axis, qsizetype maxLength)
{
    if (isTime(field))
        return axis.clock(field.source() == Source::Time ? event->axisTime() : event->observedTime);
    if (const auto number = numberOf(field, event)) {
        const bool isCount = field.source() == Source::Position || field.source() == Source::Size;
        return isCount ? QLocale().toString(number->toULongLong()) : numberText(*number);
    }
    if (const auto text = textOf(field, event, names))
        return toDisplayText(*text, maxLength);
    if (const auto json = jsonOf(field, event))
        return toDisplayText(json->kind == JsonKind::String ? decodeJsonString(json->raw.substr(0, 8192))
                                                            : std::string(json->raw.substr(0, 8192)),
            maxLength);
    if (field.source() != Source::Payload)
        return {};
    return event->kind == EventKind::Gap ? gapReason(event) : QCoreApplication::translate("EventField", "(no payload)");
}

QString gapSentence(const EventView& event, const Names& names, const TimeAxis& axis)
{
    if (event->kind != EventKind::Gap)
        return {};
    const auto channel = toDisplayText(names.channels.text(event->channel), 100);
    const auto where = channel.isEmpty() ? QCoreApplication::translate("EventField", "every channel") : channel;
    auto sentence =
        QCoreApplication::translate("EventField", "\u26A0 gap in what was seen \u00B7 %1 \u00B7 %2 \u00B7 %3")
            .arg(axis.clock(event->axisTime()), where, gapReason(event));
    if (const auto count = gapField(event, "count"))
        sentence += QCoreApplication::translate("EventField", " \u00B7 at least %1 events")
                        .arg(QLocale().toString(toVariant(*count).toULongLong()));
    return sentence;
}

QVariant fieldValue(const EventField& field, const EventView& event, const Names& names)
{
    if (auto number = numberOf(field, event))
        return *std::move(number);
    if (const auto text = textOf(field, event, names))
        return toText(*text);
    const auto json = jsonOf(field, event);
    if (!json || json->kind == JsonKind::Null)
        return {};
    if (json->kind == JsonKind::Number)
        return toText(json->raw).toDouble();
    if (json->kind == JsonKind::True || json->kind == JsonKind::False)
        return json->kind == JsonKind::True;
    return toText(json->kind == JsonKind::String ? decodeJsonString(json->raw) : std::string(json->raw));
}

std::string fieldBytes(const EventField& field, const EventView& event, const Names& names)
{
    if (isTime(field)) {
        const auto time = field.source() == Source::Time ? event->axisTime() : event->observedTime;
        return time == NoTime ? std::string() : toRfc3339(time);
    }
    if (const auto number = numberOf(field, event))
        return toUtf8(numberText(*number));
    if (const auto text = textOf(field, event, names))
        return std::string(*text);
    const auto json = jsonOf(field, event);
    if (!json)
        return {};
    return json->kind == JsonKind::String ? decodeJsonString(json->raw) : std::string(json->raw);
}

QString quoted(const QString& text)
{
    auto inside = text;
    inside.replace(QLatin1Char('\''), QStringLiteral("''"));
    return QLatin1Char('\'') % inside % QLatin1Char('\'');
}

QString fieldCondition(const EventField& field, const EventView& event, const Names& names)
{
    const auto name = toText(field.name());
    if (field.source() == Source::Payload)
        return {};
    if (isTime(field)) {
        const auto nanoseconds = numberOf(field, event);
        return toText(expression::equalsText(field.name(),
            nanoseconds ? std::optional<FieldValue>(std::int64_t{nanoseconds->toLongLong()}) : std::nullopt));
    }
    const auto value = fieldValue(field, event, names);
    if (!value.isValid())
        return name % QStringLiteral(" IS NULL");
    if (value.typeId() == QMetaType::QString)
        return name % QStringLiteral(" = ") % quoted(value.toString());
    return name % QStringLiteral(" = ") % toText(fieldBytes(field, event, names));
}

} // namespace eventscope::inspect
