// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "broker/event/clock.h"
#include "broker/event/event_batch.h"
#include "plugins/nats/nats_connector.h"
#include "tests/fakes/recording_sink.h"

namespace eventscope::live {

/// A connector under test and the sink that it publishes into.
class Observer {
public:
    ~Observer() { m_connector.stop(); }

    Result<> start(const std::string& url, std::map<std::string, std::string> values = {})
    {
        values["url"] = url;
        return m_connector.start({"live", std::move(values)}, m_sink);
    }
    [[nodiscard]] bool isUp() const { return last().state == ConnectionState::Up; }
    [[nodiscard]] fakes::RecordingSink::Report last() const
    {
        const auto reports = m_sink.reports();
        return reports.empty() ? fakes::RecordingSink::Report{} : reports.back();
    }
    /// The text of the newest report that has an error.
    [[nodiscard]] std::string problem() const
    {
        std::string text;
        for (const auto& report : m_sink.reports()) {
            if (report.error)
                text = report.error->what;
        }
        return text;
    }
    /// `channel=payload` of every event so far, in order.
    [[nodiscard]] std::vector<std::string> events()
    {
        keep();
        std::vector<std::string> texts;
        for (const auto& batch : m_batches) {
            for (std::size_t at = 0; at < batch->size(); ++at) {
                const auto& event = batch->event(at);
                texts.push_back(std::string(m_sink.names().channels.text(event.channel)) + "="
                    + std::string(batch->bytes(event.payload)));
            }
        }
        return texts;
    }
    [[nodiscard]] std::size_t count()
    {
        keep();
        return m_count;
    }
    [[nodiscard]] const std::vector<SharedBatch>& batches()
    {
        keep();
        return m_batches;
    }
    [[nodiscard]] fakes::RecordingSink& sink() { return m_sink; }
    [[nodiscard]] nats::NatsConnector& connector() { return m_connector; }

private:
    void keep()
    {
        if (m_sink.eventCount() == 0)
            return;
        m_batches.push_back(m_sink.take());
        m_count += m_batches.back()->size();
    }

    SystemClock m_clock;
    fakes::RecordingSink m_sink;
    nats::NatsConnector m_connector{Context{m_clock}};
    std::vector<SharedBatch> m_batches;
    std::size_t m_count = 0;
};

} // namespace eventscope::live
