// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/analysis/analysis_loop.h"

#include <chrono>
#include <utility>

namespace eventscope::analysis {
namespace {

using namespace std::chrono_literals;

constexpr auto PublishEvery = 100ms;

} // namespace

AnalysisLoop::AnalysisLoop(std::shared_ptr<stream::Lane> lane, const Clock& clock, Past past)
    : m_lane(std::move(lane))
    , m_clock(clock)
    , m_past(std::move(past))
{
}

AnalysisLoop::~AnalysisLoop() { stop(); }

void AnalysisLoop::start()
{
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void AnalysisLoop::stop() noexcept
{
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    m_lane->wake();
    m_thread.join();
}

void AnalysisLoop::run(const std::stop_token& stop)
{
    auto published = m_clock.steadyNow();
    while (!stop.stop_requested()) {
        if (const auto batch = m_past ? m_lane->tryPop() : m_lane->pop(PublishEvery)) {
            m_rates.add(*batch);
            m_volume.add(*batch);
        } else if (m_past) {
            takePast();
        }
        const auto now = m_clock.steadyNow();
        if (now - published >= PublishEvery) {
            published = now;
            m_rates.settle(now);
            publish();
        }
    }
    while (const auto batch = m_lane->tryPop()) {
        m_rates.add(*batch);
        m_volume.add(*batch);
    }
    publish();
}

void AnalysisLoop::takePast()
{
    const auto batch = m_past();
    if (!batch || batch->size() == 0) {
        m_past = nullptr;
        return;
    }
    m_rates.addPast(*batch);
    m_volume.add(*batch);
}

void AnalysisLoop::publish()
{
    auto& snapshots = m_snapshots.back();
    snapshots.rates = m_rates.snapshot();
    snapshots.volume = m_volume.snapshot();
    m_snapshots.publish();
}

} // namespace eventscope::analysis
