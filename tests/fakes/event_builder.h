// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <memory>
#include <string_view>

#include "broker/event/batch_builder.h"

namespace eventscope::fakes {

/// Makes batches for tests: every event has dull defaults, so that a test names only what matters.
class EventBuilder {
public:
    explicit EventBuilder(Names& names)
        : m_names(names)
        , m_builder(names)
    {
    }

    /// An event with channel `orders`, type `order.created` and a JSON payload.
    [[nodiscard]] static IncomingEvent dull()
    {
        IncomingEvent event;
        event.channel = "orders";
        event.key = "4711";
        event.id = "a-1";
        event.source = "/tests";
        event.type = "order.created";
        event.contentType = "application/json";
        event.payload = R"({"total":129.9,"currency":"EUR"})";
        return event;
    }

    EventBuilder& add(const IncomingEvent& event)
    {
        m_observed += std::chrono::milliseconds(1);
        m_builder.add(event, m_names.connections.intern("test"), m_observed);
        return *this;
    }
    EventBuilder& add(std::string_view channel, std::string_view payload)
    {
        auto event = dull();
        event.channel = channel;
        event.payload = payload;
        return add(event);
    }
    /// The batch, numbered from `first`; the builder is empty afterwards.
    [[nodiscard]] SharedBatch take(Position first = Position(1))
    {
        auto batch = m_builder.take();
        batch->numberFrom(first);
        return SharedBatch(std::move(batch));
    }

private:
    Names& m_names; // the test's, outlives the builder
    BatchBuilder m_builder;
    WallTime m_observed{std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12)};
};

} // namespace eventscope::fakes
