// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <thread>

#include "broker/plugin/connector.h"
#include "broker/plugin/context.h"

/// Makes two channels up: `sample.counter` counts from 0, `sample.sine` follows a sine. The n-th event of a channel is
/// the same in every run. Thread: one of its own between start and stop.
class SampleConnector final : public eventscope::Connector {
public:
    explicit SampleConnector(const eventscope::Context& context)
        : m_clock(context.clock)
    {
    }
    ~SampleConnector() override { stop(); }

    [[nodiscard]] eventscope::Result<> start(
        const eventscope::ConnectorConfig& config, eventscope::EventSink& sink) override;
    void stop() noexcept override;

private:
    void run(const std::stop_token& stop, std::chrono::nanoseconds every, eventscope::EventSink& sink) const;

    const eventscope::Clock& m_clock; // the program's, outlives every plugin object
    std::jthread m_thread;
};
