// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/flow/conversation_search.h"

#include <optional>
#include <string>

#include "inspectors/inspector/event_window.h"

namespace eventscope::inspect::flow {

ConversationSearch::ConversationSearch(EventWindow& window, QObject* parent)
    : QObject(parent)
    , m_window(window)
{
}

ConversationSearch::~ConversationSearch() = default;

bool ConversationSearch::start(const SelectedEvent& event, Towards towards)
{
    const auto view = event.view();
    const std::string correlation(view.correlation());
    const auto key = view.key() ? std::optional(std::string(*view.key())) : std::nullopt;
    m_scan.reset();
    if (correlation.empty() && !key)
        return false;
    const bool isNewer = towards == Towards::Newer;
    const auto at = event.position();
    if (isNewer ? at >= m_window.last() : at <= m_window.first()) {
        emit notFound();
        return true;
    }
    const auto isRelated = [correlation, key](const EventView& other) {
        return (!correlation.empty() && other.correlation() == correlation) || (key && other.key() == *key);
    };
    m_scan = std::make_unique<EventScan>(m_window,
        EventScan::Options{.from = isNewer ? at + 1 : Position(at.value() - 1),
            .to = isNewer ? m_window.last() : m_window.first(),
            .direction = isNewer ? EventScan::Direction::Forward : EventScan::Direction::Backward,
            .makeTest = [isRelated] { return isRelated; },
            .channels = {},
            .stopAfter = 1});
    connect(m_scan.get(), &EventScan::found, this, [this, isNewer](const std::vector<Position>& positions) {
        emit found(isNewer ? positions.front() : positions.back());
    });
    connect(m_scan.get(), &EventScan::finished, this, [this] {
        if (m_scan->foundCount() == 0)
            emit notFound();
    });
    m_scan->start();
    return true;
}

} // namespace eventscope::inspect::flow
