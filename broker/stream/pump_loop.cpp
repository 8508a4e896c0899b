// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/stream/pump_loop.h"

#include <chrono>
#include <utility>

namespace eventscope::stream {
namespace {

using namespace std::chrono_literals;

constexpr auto LongestSleep = 100ms; // bounds what a lost notification could cost
constexpr auto BatchEvery = 1ms;     // how long an event may wait for company
constexpr auto RetryEvery = 1ms;     // while a lane holds patient sources back, or more waits than one turn takes
constexpr int BatchesPerTurn = 64;   // a source that never pauses must not keep the others waiting

} // namespace

PumpLoop::PumpLoop(FanOut& fanOut, Position first)
    : m_fanOut(fanOut)
    , m_next(first.value() == 0 ? 1 : first.value())
{
}

PumpLoop::~PumpLoop() { stop(); }

void PumpLoop::start()
{
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void PumpLoop::stop() noexcept
{
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    m_wakeUp.notify();
    m_thread.join();
}

void PumpLoop::add(std::shared_ptr<Intake> intake)
{
    const std::scoped_lock lock(m_mutex);
    m_intakes.push_back(std::move(intake));
}

void PumpLoop::remove(const std::shared_ptr<Intake>& intake)
{
    const std::scoped_lock lock(m_mutex);
    while (auto batch = intake->take())
        handOut(std::move(batch));
    std::erase(m_intakes, intake);
}

void PumpLoop::run(const std::stop_token& stop)
{
    bool isHeldBack = false;
    while (!stop.stop_requested()) {
        if (m_wakeUp.waitFor(isHeldBack ? std::chrono::nanoseconds(RetryEvery) : std::chrono::nanoseconds(LongestSleep)))
            m_wakeUp.waitFor(BatchEvery); // a full batch notifies again and ends this wait early
        isHeldBack = !takeAll();
    }
    takeAll();
}

bool PumpLoop::takeAll()
{
    const std::scoped_lock lock(m_mutex);
    bool isComplete = true;
    for (const auto& intake : m_intakes) {
        const bool canWait = intake->options().source == Intake::Source::CanWait;
        int taken = 0;
        while (taken < BatchesPerTurn && (!canWait || m_fanOut.mayTakeFromPatientSources())) {
            auto batch = intake->take();
            if (!batch)
                break;
            handOut(std::move(batch));
            ++taken;
        }
        if (taken == BatchesPerTurn || (canWait && !m_fanOut.mayTakeFromPatientSources()))
            isComplete = false;
    }
    return isComplete;
}

void PumpLoop::handOut(std::unique_ptr<EventBatch> batch)
{
    const auto first = m_next.load(std::memory_order_relaxed);
    batch->numberFrom(Position(first));
    m_next.store(first + batch->size(), std::memory_order_release);
    m_fanOut.offer(SharedBatch(std::move(batch)));
}

} // namespace eventscope::stream
