// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPromise>

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "broker/event/batch_builder.h"
#include "inspectors/inspector/page_source.h"

namespace eventscope::fakes {

/// A log for tests: answers at once, or when the test says so.
class ScriptedPageSource final : public inspect::PageSource {
public:
    struct Stored {
        Position position;
        std::string channel;
        std::string payload;
    };

    explicit ScriptedPageSource(Names& names)
        : m_names(names)
    {
    }

    /// Positions must rise.
    void store(Position position, std::string channel, std::string payload)
    {
        m_events.push_back({position, std::move(channel), std::move(payload)});
    }
    void store(Position first, std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i)
            store(first + i, i % 2 == 0 ? "orders" : "mail", std::to_string(first.value() + i));
    }
    void holdAnswers() { m_holds = true; }
    void failWith(Error error) { m_error = std::move(error); }
    /// Answers the oldest question; false when there is none.
    bool answerOne()
    {
        if (m_waiting.empty())
            return false;
        auto [promise, answer] = std::move(m_waiting.front());
        m_waiting.pop_front();
        promise->addResult(std::move(answer));
        promise->finish();
        return true;
    }
    [[nodiscard]] std::size_t asked() const { return m_asked; }
    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }

    [[nodiscard]] Position first() const override { return m_events.empty() ? Position() : m_events.front().position; }
    [[nodiscard]] Position last() const override { return m_events.empty() ? Position() : m_events.back().position; }
    [[nodiscard]] QFuture<Result<SharedBatch>> fetchPage(
        Position from, std::size_t count, Direction direction, std::vector<std::string> channels) override
    {
        ++m_asked;
        auto promise = std::make_unique<QPromise<Result<SharedBatch>>>();
        promise->start();
        auto future = promise->future();
        m_waiting.emplace_back(std::move(promise),
            m_error ? Result<SharedBatch>(tl::unexpected(*m_error)) : page(from, count, direction, channels));
        if (!m_holds)
            answerOne();
        return future;
    }

private:
    [[nodiscard]] SharedBatch page(
        Position from, std::size_t count, Direction direction, const std::vector<std::string>& channels)
    {
        std::vector<const Stored*> chosen;
        for (const auto& event : m_events) {
            const bool isInReach = direction == Direction::Forward ? event.position >= from : event.position <= from;
            if (isInReach
                && (channels.empty() || std::find(channels.begin(), channels.end(), event.channel) != channels.end()))
                chosen.push_back(&event);
        }
        if (chosen.size() > count) {
            const auto by = static_cast<std::ptrdiff_t>(count);
            if (direction == Direction::Forward)
                chosen.erase(chosen.begin() + by, chosen.end());
            else
                chosen.erase(chosen.begin(), chosen.end() - by);
        }
        BatchBuilder builder(m_names);
        for (const auto* event : chosen) {
            IncomingEvent incoming;
            incoming.channel = event->channel;
            incoming.payload = event->payload;
            builder.addAt(event->position, incoming, m_names.connections.intern("recording"));
        }
        return SharedBatch(builder.take());
    }

    Names& m_names; // the test's
    std::vector<Stored> m_events;
    std::optional<Error> m_error;
    std::deque<std::pair<std::unique_ptr<QPromise<Result<SharedBatch>>>, Result<SharedBatch>>> m_waiting;
    std::size_t m_asked = 0;
    bool m_holds = false;
};

} // namespace eventscope::fakes
