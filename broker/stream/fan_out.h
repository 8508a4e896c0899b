// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "broker/event/event_batch.h"
#include "broker/stream/lane.h"
#include "broker/stream/loss_ledger.h"

namespace eventscope::stream {

/// Hands the same batch to every lane. A full lane loses only its own view, and that is counted.
/// Thread: lanes are added and removed by any; everything else is the pump's.
class FanOut {
public:
    explicit FanOut(LossLedger& losses)
        : m_losses(losses)
    {
    }

    void add(std::shared_ptr<Lane> lane);
    void remove(const std::shared_ptr<Lane>& lane);

    /// Never waits.
    void offer(const SharedBatch& batch);
    /// False while a lane that holds sources is full.
    [[nodiscard]] bool mayTakeFromPatientSources() const;
    [[nodiscard]] std::vector<std::shared_ptr<Lane>> lanes() const;

private:
    LossLedger& m_losses; // outlives: the session owns both
    mutable std::mutex m_mutex; // guards m_lanes; held for the length of one offer, contended only while lanes change
    std::vector<std::shared_ptr<Lane>> m_lanes;
};

} // namespace eventscope::stream
