// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/event_operations.h"

#include <limits>
#include <string>
#include <variant>

#include "broker/expression/decimal.h"
#include "broker/expression/term.h"

namespace eventscope::expression {
namespace {

std::uint32_t idOf(const Event& event, NameField name)
{
    switch (name) {
    case NameField::Connection:
        return event.connection.value();
    case NameField::Channel:
        return event.channel.value();
    case NameField::Producer:
        return event.producer.value();
    case NameField::Source:
        return event.source.value();
    case NameField::Type:
        return event.type.value();
    case NameField::ContentType:
        return event.contentType.value();
    case NameField::Kind:
        return static_cast<std::uint32_t>(event.kind) + 1; // zero would be "none"
    case NameField::None:
        return 0;
    }
    return 0;
}

std::string_view textOf(const Frame& frame, NameField name)
{
    const auto& event = frame.event->event();
    switch (name) {
    case NameField::Connection:
        return frame.names->connections.text(event.connection);
    case NameField::Channel:
        return frame.names->channels.text(event.channel);
    case NameField::Producer:
        return frame.names->producers.text(event.producer);
    case NameField::Source:
        return frame.names->sources.text(event.source);
    case NameField::Type:
        return frame.names->types.text(event.type);
    case NameField::ContentType:
        return frame.names->contentTypes.text(event.contentType);
    case NameField::Kind:
        return toText(event.kind);
    case NameField::None:
        return {};
    }
    return {};
}

void setNumber(Value* at, std::int64_t number, std::int64_t none)
{
    if (number == none)
        at->setNull();
    else
        at->setInteger(number);
}

void setTime(Value* at, WallTime time)
{
    if (time == NoTime)
        at->setNull();
    else
        at->setBig(toNanoseconds(time));
}

void setSlice(const Frame& frame, Value* at, Slice slice)
{
    if (slice.isPresent())
        at->setText(frame.event->bytes(slice));
    else
        at->setNull();
}

std::optional<std::int64_t> wholeNumber(const FieldValue& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return *number;
    if (const auto* number = std::get_if<std::uint64_t>(&value))
        return static_cast<std::int64_t>(*number);
    if (const auto* truth = std::get_if<bool>(&value))
        return *truth ? 1 : 0;
    return std::nullopt;
}

/// A field as the type that its manifest gives it; NULL where the connector sent another one.
void setField(Value* at, const FieldValue& value, TypeKind kind)
{
    const auto whole = wholeNumber(value);
    at->setNull();
    if (kind == TypeKind::VarChar) {
        if (const auto* text = std::get_if<std::string_view>(&value))
            at->setText(*text);
    } else if (kind == TypeKind::Double) {
        if (const auto* number = std::get_if<double>(&value))
            at->setReal(*number);
        else if (whole)
            at->setReal(static_cast<double>(*whole));
    } else if (kind == TypeKind::Decimal) {
        if (const auto* number = std::get_if<std::uint64_t>(&value))
            at->setBig(*number);
        else if (whole)
            at->setBig(*whole);
    } else if (whole) {
        if (kind == TypeKind::TimestampLtz)
            at->setBig(*whole);
        else
            at->setInteger(*whole);
    }
}

} // namespace

void loadName(Frame& frame, Value* at, const Instruction& with)
{
    const auto name = static_cast<NameField>(with.shape[0]);
    if (idOf(frame.event->event(), name) == 0)
        at->setNull();
    else
        at->setText(textOf(frame, name));
}

void loadPosition(Frame& frame, Value* at, const Instruction&)
{
    at->setInteger(static_cast<std::int64_t>(frame.event->position().value()));
}
void loadPartition(Frame& frame, Value* at, const Instruction&)
{
    setNumber(at, frame.event->event().partition, Event::NoPartition);
}
void loadOffset(Frame& frame, Value* at, const Instruction&)
{
    setNumber(at, frame.event->event().offset, Event::NoOffset);
}
void loadEventTime(Frame& frame, Value* at, const Instruction&) { setTime(at, frame.event->event().eventTime); }
void loadObservedTime(Frame& frame, Value* at, const Instruction&) { setTime(at, frame.event->event().observedTime); }
void loadEpoch(Frame& frame, Value* at, const Instruction&)
{
    setNumber(at, frame.event->event().epoch, Event::NoEpoch);
}
void loadSequence(Frame& frame, Value* at, const Instruction&)
{
    setNumber(
        at, static_cast<std::int64_t>(frame.event->event().sequence), static_cast<std::int64_t>(Event::NoSequence));
}
void loadKey(Frame& frame, Value* at, const Instruction&) { setSlice(frame, at, frame.event->event().key); }
void loadId(Frame& frame, Value* at, const Instruction&) { setSlice(frame, at, frame.event->event().id); }
void loadSubject(Frame& frame, Value* at, const Instruction&) { setSlice(frame, at, frame.event->event().subject); }
void loadCorrelation(Frame& frame, Value* at, const Instruction&)
{
    setSlice(frame, at, frame.event->event().correlation);
}
void loadCausation(Frame& frame, Value* at, const Instruction&) { setSlice(frame, at, frame.event->event().causation); }
void loadTraceparent(Frame& frame, Value* at, const Instruction&)
{
    setSlice(frame, at, frame.event->event().traceparent);
}
void loadPayload(Frame& frame, Value* at, const Instruction&) { setSlice(frame, at, frame.event->event().payload); }
void loadPayloadSize(Frame& frame, Value* at, const Instruction&)
{
    const auto payload = frame.event->event().payload;
    if (payload.isPresent())
        at->setInteger(payload.size);
    else
        at->setNull();
}

void loadHeader(Frame& frame, Value* at, const Instruction& with)
{
    const auto header = frame.event->headers().find(*static_cast<const std::string*>(with.resource));
    if (header && header->value)
        at->setText(*header->value);
    else
        at->setNull();
}

void loadField(Frame& frame, Value* at, const Instruction& with)
{
    const auto stored = frame.event->bytes(frame.event->event().fields);
    if (const auto value = findField(stored, *static_cast<const std::string*>(with.resource)))
        setField(at, *value, static_cast<TypeKind>(with.shape[0]));
    else
        at->setNull();
}

void loadColumn(Frame& frame, Value* at, const Instruction& with) { *at = frame.row[with.shape[0]]; }

void recallVerdict(Frame& frame, Value* at, const Instruction& with)
{
    const auto id = idOf(frame.event->event(), static_cast<NameField>(with.shape[1]));
    switch (frame.scratch.known(static_cast<std::size_t>(with.shape[0]), id)) {
    case Scratch::Known::Nothing:
        return;
    case Scratch::Known::False:
        at->setBoolean(false);
        break;
    case Scratch::Known::True:
        at->setBoolean(true);
        break;
    case Scratch::Known::Null:
        at->setNull();
        break;
    }
    frame.next = with.jump;
}

void learnVerdict(Frame& frame, Value* at, const Instruction& with)
{
    const auto id = idOf(frame.event->event(), static_cast<NameField>(with.shape[1]));
    const auto known =
        at->isNull ? Scratch::Known::Null : (at->integer != 0 ? Scratch::Known::True : Scratch::Known::False);
    frame.scratch.learn(static_cast<std::size_t>(with.shape[0]), id, known);
}

} // namespace eventscope::expression
