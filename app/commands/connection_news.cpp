// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/connection_news.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "app/commands/interruption.h"

namespace eventscope::app::commands {
namespace {

constexpr auto LookEvery = std::chrono::milliseconds(5);

bool isForGood(const Error& error)
{
    return error.fault == Fault::Denied || error.fault == Fault::NotFound || error.fault == Fault::Invalid;
}

} // namespace

ConnectionNews::ConnectionNews(Session& session, Notices& notices)
    : m_notices(notices)
    , m_mailbox(std::make_shared<Mailbox>())
{
    session.setStateListener(
        [mailbox = m_mailbox](ConnectionId connection, ConnectionState state, const std::optional<Error>& error) {
            const std::scoped_lock lock(mailbox->mutex);
            mailbox->news.push_back({connection, state, error});
        });
}

void ConnectionNews::expect(ConnectionId connection, const std::string& name) { m_known[connection].name = name; }

std::vector<ConnectionNews::News> ConnectionNews::takeNews()
{
    const std::scoped_lock lock(m_mailbox->mutex);
    return std::exchange(m_mailbox->news, {});
}

void ConnectionNews::tell(Known& known, const News& news)
{
    const bool isNew = known.state != news.state || known.error != news.error;
    known.state = news.state;
    known.error = news.error;
    if (!isNew)
        return;
    const auto reason = news.error ? " " + news.error->what : std::string();
    switch (news.state) {
    case ConnectionState::Connecting:
        m_notices.detail(known.name + ": connecting." + reason);
        break;
    case ConnectionState::Up:
        if (known.wasUp)
            m_notices.say(known.name + ": connected again.");
        else
            m_notices.detail(known.name + ": connected.");
        known.wasUp = true;
        break;
    case ConnectionState::Down:
        if (known.wasUp && !(news.error && isForGood(*news.error))) // that ends the verb, with the same words
            m_notices.say(known.name + ": the connection is down." + reason);
        else
            m_notices.detail(known.name + ": not connected." + reason);
        break;
    case ConnectionState::Ended:
        m_notices.detail(known.name + ": ended." + reason);
        break;
    }
}

Result<> ConnectionNews::checkRefused() const
{
    for (const auto& [id, known] : m_known) {
        if (!known.error)
            continue;
        const bool hasEnded = known.state == ConnectionState::Ended;
        if (hasEnded || (known.state == ConnectionState::Down && isForGood(*known.error))) {
            // A refusal is about the target, not about how it was written.
            const auto fault = known.error->fault == Fault::Invalid ? Fault::Unavailable : known.error->fault;
            return failure(fault, known.name + ": " + known.error->what);
        }
    }
    return {};
}

Result<> ConnectionNews::look()
{
    for (const auto& news : takeNews()) {
        const auto found = m_known.find(news.connection);
        if (found != m_known.end())
            tell(found->second, news);
    }
    return checkRefused();
}

Result<> ConnectionNews::waitUntilReady()
{
    const auto deadline = std::chrono::steady_clock::now() + Patience;
    while (!Interruption::isRequested()) {
        if (auto looked = look(); !looked)
            return looked;
        const auto waiting = std::find_if(m_known.begin(), m_known.end(), [](const auto& entry) {
            return entry.second.state == ConnectionState::Connecting || entry.second.state == ConnectionState::Down;
        });
        if (waiting == m_known.end())
            return {};
        if (std::chrono::steady_clock::now() >= deadline) {
            const auto& known = waiting->second;
            return failure(Fault::Unavailable,
                known.name + ": "
                    + (known.error
                            ? known.error->what
                            : "no answer within " + std::to_string(Patience.count()) + " s; check that it runs."));
        }
        std::this_thread::sleep_for(LookEvery);
    }
    return {};
}

bool ConnectionNews::haveAllEnded() const
{
    return std::all_of(
        m_known.begin(), m_known.end(), [](const auto& entry) { return entry.second.state == ConnectionState::Ended; });
}

} // namespace eventscope::app::commands
