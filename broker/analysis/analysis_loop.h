// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "broker/analysis/rate_meter.h"
#include "broker/analysis/snapshots.h"
#include "broker/analysis/volume_meter.h"
#include "broker/event/clock.h"
#include "broker/stream/lane.h"
#include "broker/stream/triple_buffer.h"

namespace eventscope::analysis {

/// The thread that folds the stream into snapshots, ten times a second.
///
/// Thread: made, started and stopped by one; snapshots() by one reader.
class AnalysisLoop {
public:
    /// The next piece of what a former session stored; null at the end. Called by the analysis thread, between
    /// batches of the lane, so that the live events do not wait.
    using Past = std::function<SharedBatch()>;

    /// Reads `lane`, which nobody else may pop.
    AnalysisLoop(std::shared_ptr<stream::Lane> lane, const Clock& clock, Past past = {});
    ~AnalysisLoop();
    AnalysisLoop(const AnalysisLoop&) = delete;
    AnalysisLoop& operator=(const AnalysisLoop&) = delete;

    void start();
    void stop() noexcept;

    /// The newest, valid until the next call. Takes no lock.
    [[nodiscard]] const Snapshots& snapshots() { return m_snapshots.newest(); }

private:
    void run(const std::stop_token& stop);
    void publish();
    void takePast();

    std::shared_ptr<stream::Lane> m_lane;
    const Clock& m_clock; // outlives: the session owns both
    Past m_past; // empty once its end was reached
    RateMeter m_rates;
    VolumeMeter m_volume;
    stream::TripleBuffer<Snapshots> m_snapshots;
    std::jthread m_thread;
};

} // namespace eventscope::analysis
