// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "broker/event/batch_builder.h"
#include "broker/plugin/event_sink.h"

namespace eventscope::fakes {

/// A sink that keeps everything it was given. Thread: any.
class RecordingSink final : public EventSink {
public:
    struct Report {
        ConnectionState state = ConnectionState::Connecting;
        std::optional<Error> error;
    };
    struct Gap {
        std::string channel;
        std::string reason;
        std::optional<std::uint64_t> count;
    };

    std::size_t publish(std::span<const IncomingEvent> events) override
    {
        const std::scoped_lock lock(m_mutex);
        std::size_t taken = 0;
        for (const auto& event : events) {
            if (m_events >= m_room)
                break;
            m_builder.add(event, ConnectionId(2), NoTime);
            ++m_events;
            ++taken;
        }
        m_changed.notify_all();
        return taken;
    }
    void reportGap(const ObserverGap& gap) override
    {
        const std::scoped_lock lock(m_mutex);
        m_gaps.push_back({std::string(gap.channel), std::string(gap.reason), gap.count});
        m_changed.notify_all();
    }
    void report(ConnectionState state, const std::optional<Error>& error) override
    {
        const std::scoped_lock lock(m_mutex);
        m_reports.push_back({state, error});
        m_changed.notify_all();
    }

    /// Makes the sink say "full" once it holds that many events.
    void setRoom(std::size_t events)
    {
        const std::scoped_lock lock(m_mutex);
        m_room = events;
    }
    [[nodiscard]] std::size_t eventCount() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_events;
    }
    /// Everything so far as one batch, positions from 1. The sink is empty afterwards.
    [[nodiscard]] SharedBatch take()
    {
        const std::scoped_lock lock(m_mutex);
        auto batch = m_builder.take();
        batch->numberFrom(Position(1));
        m_events = 0;
        return SharedBatch(std::move(batch));
    }
    [[nodiscard]] std::vector<Report> reports() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_reports;
    }
    [[nodiscard]] std::vector<Gap> gaps() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_gaps;
    }
    [[nodiscard]] Names& names() { return m_names; }
    [[nodiscard]] bool hasReported(ConnectionState state) const
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto& report : m_reports) {
            if (report.state == state)
                return true;
        }
        return false;
    }

private:
    mutable std::mutex m_mutex; // guards everything below
    std::condition_variable m_changed;
    Names m_names;
    BatchBuilder m_builder{m_names};
    std::size_t m_events = 0;
    std::size_t m_room = ~std::size_t{0};
    std::vector<Report> m_reports;
    std::vector<Gap> m_gaps;
};

} // namespace eventscope::fakes
