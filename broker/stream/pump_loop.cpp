// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/stream/pump_loop.h"

#include <chrono>
#include <utility>

namespace eventscope::stream {
namespace {

using namespace std::chrono_literals;

constexpr auto LongestSleep = 100ms; // bounds what a lost notification could cost
constexpr auto BatchEvery = 1ms; // how long an event may wait for company
constexpr auto RetryEvery = 1ms; // while a lane holds patient sources back, or more waits than one turn takes
constexpr auto LongestDrain = 2s; // how long the end of a session or connection may wait for a lane that holds sources
constexpr int BatchesPerTurn = 64; // a source that never pauses must not keep the others waiting

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
    const auto deadline = std::chrono::steady_clock::now() + LongestDrain;
    while (true) {
        {
            const std::scoped_lock lock(m_mutex);
            const bool isLate = std::chrono::steady_clock::now() >= deadline;
            if (isLate)
                takeWhole(*intake);
            if (isLate || takeSome(*intake)) {
                std::erase(m_intakes, intake);
                return;
            }
        }
        std::this_thread::sleep_for(RetryEvery);
    }
}

void PumpLoop::run(const std::stop_token& stop)
{
    bool isHeldBack = false;
    while (!stop.stop_requested()) {
        if (m_wakeUp.waitFor(
                isHeldBack ? std::chrono::nanoseconds(RetryEvery) : std::chrono::nanoseconds(LongestSleep)))
            m_wakeUp.waitFor(BatchEvery); // a full batch notifies again and ends this wait early
        isHeldBack = !takeAll();
    }
    drain();
}

void PumpLoop::drain()
{
    const auto deadline = std::chrono::steady_clock::now() + LongestDrain;
    while (!takeAll()) {
        if (std::chrono::steady_clock::now() >= deadline)
            break;
        std::this_thread::sleep_for(RetryEvery);
    }
    const std::scoped_lock lock(m_mutex);
    for (const auto& intake : m_intakes)
        takeWhole(*intake);
}

bool PumpLoop::takeAll()
{
    const std::scoped_lock lock(m_mutex);
    bool isComplete = true;
    for (const auto& intake : m_intakes)
        isComplete = takeSome(*intake) && isComplete;
    return isComplete;
}

bool PumpLoop::takeSome(Intake& intake)
{
    const bool canWait = intake.options().source == Intake::Source::CanWait;
    for (int taken = 0; taken < BatchesPerTurn; ++taken) {
        if (canWait && !m_fanOut.mayTakeFromPatientSources())
            return false;
        auto batch = intake.take();
        if (!batch)
            return true;
        handOut(std::move(batch));
    }
    return false;
}

void PumpLoop::takeWhole(Intake& intake)
{
    while (auto batch = intake.take())
        handOut(std::move(batch));
}

void PumpLoop::handOut(std::unique_ptr<EventBatch> batch)
{
    const auto first = m_next.load(std::memory_order_relaxed);
    batch->numberFrom(Position(first));
    m_next.store(first + batch->size(), std::memory_order_release);
    m_fanOut.offer(SharedBatch(std::move(batch)));
}

} // namespace eventscope::stream
