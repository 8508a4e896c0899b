// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_dial.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "plugins/nats/nats_error.h"
#include "plugins/nats/nats_options.h"

namespace eventscope::nats {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds GreetingDeadline{1000};

/// What the waiting and the connecting thread share.
struct Attempt {
    std::mutex mutex; // guards what follows
    std::condition_variable_any changed;
    std::optional<Result<ConnectionHandle>> outcome;
};

/// Whether the library's own words leave open why it failed.
bool saysTooLittle(natsStatus status)
{
    return status != NATS_CONNECTION_AUTH_FAILED && status != NATS_SECURE_CONNECTION_WANTED;
}

Result<ConnectionHandle> connect(
    const Settings& settings, const Endpoint& endpoint, OptionsHandle options, void* attached)
{
    natsConnection* connection = nullptr;
    const auto status = natsConnection_Connect(&connection, options.get());
    if (status == NATS_OK)
        return ConnectionHandle(connection);
    ConnectFailure failed{endpoint, status, {}, {}};
    if (const char* text = nats_GetLastError(nullptr); text != nullptr)
        failed.libraryText = text;
    Notices::forget(attached);
    if (saysTooLittle(status))
        failed.greeting = fetchGreeting(endpoint, GreetingDeadline);
    return tl::unexpected(explain(failed, settings));
}

} // namespace

Result<Dialled> dial(const Settings& settings, const Endpoint& endpoint, const std::shared_ptr<Notices>& notices,
    milliseconds deadline, const std::stop_token& stop)
{
    // Leaves a failed attempt the time to ask the server for its greeting.
    const auto timeout = std::max(deadline - GreetingDeadline, deadline / 2);
    auto options = makeOptions(settings, endpoint, timeout);
    if (!options)
        return tl::unexpected(options.error());
    void* attached = Notices::attach(options->get(), notices);
    auto attempt = std::make_shared<Attempt>();
    std::thread([attempt, settings, endpoint, attached, handle = *std::move(options)]() mutable {
        auto outcome = connect(settings, endpoint, std::move(handle), attached);
        const std::scoped_lock lock(attempt->mutex);
        attempt->outcome = std::move(outcome);
        attempt->changed.notify_all();
    }).detach();

    std::unique_lock lock(attempt->mutex);
    const bool isDone = attempt->changed.wait_for(lock, stop, deadline, [&] { return attempt->outcome.has_value(); });
    if (!isDone && stop.stop_requested())
        return failure(Fault::Unavailable, "The connection was given up.");
    if (!isDone)
        return failure(Fault::Unavailable, endpoint.text() + " did not answer in time: check host, port and firewall.");
    if (!*attempt->outcome)
        return tl::unexpected(attempt->outcome->error());
    return Dialled{*std::move(*attempt->outcome), endpoint};
}

Result<Dialled> dialAny(const Settings& settings, const std::shared_ptr<Notices>& notices, milliseconds deadline)
{
    const auto share = deadline / static_cast<milliseconds::rep>(std::max<std::size_t>(settings.endpoints.size(), 1));
    Result<Dialled> last = failure(Fault::Invalid, "url: it names no server.");
    for (const auto& endpoint : settings.endpoints) {
        last = dial(settings, endpoint, notices, share);
        if (last)
            break;
    }
    return last;
}

} // namespace eventscope::nats
