// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "broker/event/result.h"
#include "plugins/zeromq/zmq_client.h"

namespace eventscope::zeromq {

/// Hears from libzmq how the one connection of a socket is doing.
///
/// The pair of the monitor is connected before the socket connects and is read by the thread of the socket; it is
/// stopped before it is closed: in libzmq 4.3.4 any other order loses messages or blocks the I/O thread.
///
/// Thread: that of the socket. Made after the socket, destroyed before it (unless the socket was closed to be flushed).
class ConnectionWatch {
public:
    enum class News {
        Connected, ///< the handshake is done: messages flow
        Refused, ///< nothing listens there now; libzmq goes on trying
        Mismatch, ///< something listens but does not speak ZeroMQ as we do, or asks for keys
        Lost, ///< a connection that was there has ended
        Stopped, ///< the socket is gone with all that it had to send
    };

    /// Error: Unavailable where the process has no more sockets.
    [[nodiscard]] static Result<ConnectionWatch> attach(void* context, const OwnedSocket& socket);

    ConnectionWatch(ConnectionWatch&&) noexcept = default;
    ConnectionWatch& operator=(ConnectionWatch&&) noexcept = default;
    ~ConnectionWatch();

    /// To be polled for input.
    [[nodiscard]] void* pair() const { return m_pair.get(); }
    /// The next news; nullopt where there is none now.
    [[nodiscard]] std::optional<News> take();
    /// Waits for the next news, at most until `until`.
    [[nodiscard]] std::optional<News> awaitConnection(std::chrono::steady_clock::time_point until);
    /// Waits until everything has left a socket that was closed with time to linger. False where it took too long.
    [[nodiscard]] bool awaitStopped(std::chrono::steady_clock::time_point until);
    /// The watched socket has been closed by its owner: do not touch it.
    void release() { m_watched = nullptr; }

    [[nodiscard]] bool isConnected() const { return m_isConnected; }

private:
    ConnectionWatch(OwnedSocket pair, void* watched)
        : m_pair(std::move(pair))
        , m_watched(watched)
    {
    }

    [[nodiscard]] std::optional<News> read(std::uint16_t event);
    [[nodiscard]] bool awaitInput(std::chrono::steady_clock::time_point until) const;

    OwnedSocket m_pair;
    void* m_watched = nullptr; // the socket outlives the watch, or release() was called
    bool m_isConnected = false;
    bool m_isExplained = false; // a reason was told for the attempt that just ended
};

/// Why a connection does not come about, for people: names the endpoint and says what to check.
[[nodiscard]] Error explain(ConnectionWatch::News news, const std::string& endpoint);

} // namespace eventscope::zeromq
