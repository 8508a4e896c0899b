// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/stream/intake.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace eventscope::stream {

Intake::Intake(
    Options options, Names& names, const Clock& clock, LossLedger& losses, WakeUp& pump, StateListener listener)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_losses(losses)
    , m_pump(pump)
    , m_listener(std::move(listener))
    , m_builder(names)
{
}

std::size_t Intake::publish(std::span<const IncomingEvent> events)
{
    const auto now = m_clock.now();
    const std::scoped_lock lock(m_mutex);
    const bool wasEmpty = m_builder.size() == 0 && m_full.empty();
    std::size_t taken = 0;
    for (const auto& event : events) {
        if (event.payload && event.payload->size() > m_options.maxEventBytes) {
            lose(Loss::TooLarge, 1, now);
        } else if (isFull()) {
            if (m_options.source == Source::CanWait)
                break;
            lose(Loss::IntakeFull, 1, now);
        } else {
            if (m_overrun.events > 0)
                recordOverrun();
            add(event, now);
        }
        ++taken;
    }
    if (wasEmpty && taken > 0)
        m_pump.notify();
    return taken;
}

void Intake::add(const IncomingEvent& event, WallTime now)
{
    // One arena is addressed with 32 bits: a large event starts a batch of its own.
    if (event.payload && m_builder.size() > 0
        && m_builder.arenaBytes() + event.payload->size() > BatchBuilder::MaxBytes)
        closeBatch();
    if (m_options.redactor)
        m_builder.add(m_options.redactor->apply(event, m_redaction), m_options.connection, now);
    else
        m_builder.add(event, m_options.connection, now);
    m_takenEvents.fetch_add(1, std::memory_order_relaxed);
    if (m_builder.isFull()) {
        closeBatch();
        m_pump.notify();
    }
}

void Intake::closeBatch()
{
    auto batch = m_builder.take();
    m_waitingBytes.fetch_add(batch->memoryBytes(), std::memory_order_relaxed);
    m_full.push_back(std::move(batch));
}

void Intake::lose(Loss loss, std::uint64_t events, WallTime now)
{
    m_losses.add(loss, events);
    m_lostEvents.fetch_add(events, std::memory_order_relaxed);
    if (m_overrun.events == 0)
        m_overrun.from = now;
    m_overrun.to = now;
    m_overrun.events += events;
}

void Intake::recordOverrun()
{
    const auto overrun = std::exchange(m_overrun, Overrun{});
    addGap({"", overrun.from, overrun.to, "Eventscope did not keep events of this connection: see the loss counters.",
               overrun.events},
        overrun.to);
}

void Intake::reportGap(const ObserverGap& gap)
{
    const auto now = m_clock.now();
    const std::scoped_lock lock(m_mutex);
    addGap(gap, now);
    m_pump.notify();
}

void Intake::addGap(const ObserverGap& gap, WallTime now)
{
    const auto from = toRfc3339(gap.from == NoTime ? now : gap.from);
    const auto to = toRfc3339(gap.to == NoTime ? now : gap.to);
    std::vector<Field> fields{{"from", std::string_view(from)}, {"to", std::string_view(to)}, {"reason", gap.reason}};
    if (gap.count)
        fields.push_back({"count", *gap.count});
    IncomingEvent event;
    event.kind = EventKind::Gap;
    event.channel = gap.channel;
    event.fields = fields;
    event.payload = std::string_view();
    add(event, now);
}

void Intake::report(ConnectionState state, const std::optional<Error>& error)
{
    if (m_listener)
        m_listener(m_options.connection, state, error);
}

std::unique_ptr<EventBatch> Intake::take()
{
    const std::scoped_lock lock(m_mutex);
    // With nothing more coming, this is the moment at which an overrun would otherwise stay untold. It may fill the
    // open batch: look for full ones afterwards.
    if (m_full.empty() && m_overrun.events > 0)
        recordOverrun();
    if (m_full.empty())
        return m_builder.size() == 0 ? nullptr : m_builder.take();
    auto batch = std::move(m_full.front());
    m_full.pop_front();
    m_waitingBytes.fetch_sub(batch->memoryBytes(), std::memory_order_relaxed);
    return batch;
}

} // namespace eventscope::stream
