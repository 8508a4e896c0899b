// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_connector.h"

#include <array>
#include <charconv>
#include <cmath>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <numbers>
#include <string>

using namespace eventscope;

Result<> SampleConnector::start(const ConnectorConfig& config, EventSink& sink)
{
    if (!config.value("url").starts_with("sample://"))
        return failure(Fault::Invalid, "url: expected sample://localhost.");
    const auto text = config.value("rate", "10");
    int rate = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), rate);
    if (problem != std::errc() || end != text.data() + text.size() || rate < 1 || rate > 1000)
        return failure(Fault::Invalid, "rate: expected a whole number from 1 to 1000, not '" + text + "'.");
    stop();
    const auto every = std::chrono::nanoseconds(std::chrono::seconds(1)) / rate;
    m_thread = std::jthread([this, every, &sink](const std::stop_token& token) { run(token, every, sink); });
    return {};
}

void SampleConnector::stop() noexcept
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void SampleConnector::run(const std::stop_token& stop, std::chrono::nanoseconds every, EventSink& sink) const
{
    constexpr std::uint64_t StepsPerTurn = 360;
    sink.report(ConnectionState::Up);
    std::mutex mutex;
    std::condition_variable_any wake;
    auto due = m_clock.steadyNow();
    for (std::uint64_t step = 0; !stop.stop_requested(); ++step) {
        const auto degrees = static_cast<double>(step % StepsPerTurn);
        const auto count = std::to_string(step);
        const auto sine = std::to_string(std::sin(degrees * std::numbers::pi / 180.0));
        const std::array fields{Field{"sample.angle", degrees}};
        std::array<IncomingEvent, 2> events;
        for (auto& event : events) {
            event.id = count;
            event.source = "/sample";
            event.eventTime = m_clock.now();
        }
        events[0].channel = "sample.counter";
        events[0].type = "sample.counted";
        events[0].payload = count;
        events[1].channel = "sample.sine";
        events[1].type = "sample.measured";
        events[1].payload = sine;
        events[1].fields = fields;

        // The manifest says that this source can wait: what the sink does not take now is offered again.
        std::span<const IncomingEvent> rest(events);
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            rest = rest.subspan(sink.publish(rest));
            if (rest.empty())
                break;
            wake.wait_for(lock, stop, std::chrono::milliseconds(2), [] { return false; });
        }
        due += every;
        wake.wait_until(lock, stop, due, [] { return false; });
    }
}
